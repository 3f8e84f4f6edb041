package io.sparkpooling.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sparkpooling.tensor.UnknownName;
import java.util.Arrays;
import java.util.Locale;

/** How a piece of a tensor is shown. */
public enum PictureKind {
    /** One pooled axis: a line. */
    LINE,
    /** Two: a heat map. */
    HEAT,
    /** Three: a strip of heat maps, one for each of some elements of the first axis. */
    FILM,
    /** One, two or three of labels: a colour for each of the most frequent. */
    LABELS;

    /** The kind of that word. */
    @JsonCreator
    public static PictureKind named(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> UnknownName.of(
                        "kind of picture",
                        word,
                        Arrays.stream(values()).map(PictureKind::word).toList()));
    }

    /** As it stands in JSON: {@code heat}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
