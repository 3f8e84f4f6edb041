package io.sparkpooling.job;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * What reading the footer of one file came to: it is planned or rejected, exactly one of the two.
 *
 * @param failure what a run ends with that is to fail at such a file
 */
record Footer(Optional<PlannedFile> planned, Optional<RejectedFile> rejected, Failure failure) {

    /** Reads a footer and holds it against the schema of the dataset. */
    static Footer read(InputFile file, DatasetColumns expected, Map<String, ColumnHints> hints, Configuration hadoop)
            throws IOException {
        try (DatasetFile open = Inputs.open(file, hadoop)) {
            Optional<String> difference = difference(open, expected, hints);
            return difference.isPresent()
                    ? rejected(new RejectedFile(file, open.rows(), difference.get()), Failure.INVALID)
                    : planned(new PlannedFile(file, open.ranges(), open.columnSizes()));
        } catch (UnreadableFileException e) {
            return rejected(new RejectedFile(file, 0, e.getMessage()), Failure.STORAGE);
        }
    }

    private static Optional<String> difference(
            DatasetFile open, DatasetColumns expected, Map<String, ColumnHints> hints) throws IOException {
        try {
            return open.columns(hints)
                    .differenceFrom(expected)
                    .map(text -> "[%s] Cannot pool it with the other files: %s".formatted(open.name(), text));
        } catch (InvalidArgumentException e) {
            return Optional.of("[%s] %s".formatted(open.name(), e.getMessage()));
        }
    }

    private static Footer planned(PlannedFile file) {
        return new Footer(Optional.of(file), Optional.empty(), Failure.DEFECT);
    }

    private static Footer rejected(RejectedFile file, Failure failure) {
        return new Footer(Optional.empty(), Optional.of(file), failure);
    }
}
