package io.sparkpooling.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sparkpooling.tensor.UnknownName;
import java.util.Arrays;
import java.util.Locale;

/** What became of an input file. Every file of the input has one of these: none is passed over in silence. */
public enum FileStatus {
    /** Its rows were pooled, but for those that were rejected one by one. */
    POOLED,
    /** It could not be read or does not fit the others; none of its rows is in the output. */
    REJECTED,
    /** It holds no rows. */
    EMPTY,
    /** Its name, or its folder's, begins with {@code _} or {@code .}: by convention no data. */
    HIDDEN,
    /** It is no data file by its name, such as a README. */
    IGNORED;

    /** The status of that word. */
    @JsonCreator
    public static FileStatus named(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word().equals(word))
                .findFirst()
                .orElseThrow(() -> UnknownName.of(
                        "file status",
                        word,
                        Arrays.stream(values()).map(FileStatus::word).toList()));
    }

    /** As users read it: {@code pooled}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
