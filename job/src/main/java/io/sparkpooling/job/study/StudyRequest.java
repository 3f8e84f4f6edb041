package io.sparkpooling.job.study;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.job.RowSample;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.List;
import java.util.Map;

/**
 * What is to be studied.
 *
 * @param input files and folders
 * @param expressions the poolings, of the same or of different columns
 * @param hints what the user says of columns whose metadata do not
 * @param sample how many rows
 * @param shifts the largest shift in elements
 */
public record StudyRequest(
        List<String> input,
        List<PoolingExpression> expressions,
        Map<String, ColumnHints> hints,
        RowSample sample,
        int shifts) {
    private static final int MOST_SHIFTS = 64;

    public StudyRequest {
        input = List.copyOf(input);
        expressions = List.copyOf(expressions);
        hints = Map.copyOf(hints);
        if (sample.size() == 0) {
            throw new InvalidArgumentException("Invalid sample: 0 (must be at least 1)");
        }
        if (shifts < 1 || shifts > MOST_SHIFTS) {
            throw new InvalidArgumentException(
                    "Invalid shifts: %d (must be from 1 to %d)".formatted(shifts, MOST_SHIFTS));
        }
    }
}
