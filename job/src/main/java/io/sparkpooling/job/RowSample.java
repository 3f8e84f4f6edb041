package io.sparkpooling.job;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Which rows of a dataset are looked at: one out of each of {@code size} equal parts, so that none of it is out of sight, at a
 * place that depends on the dataset alone, so that two verifications look at the same rows.
 *
 * @param size how many; as many as there are, or more, are all
 */
public record RowSample(long size) {
    private static final String ALL = "all";

    /** {@code all}, or a number of rows. */
    public static RowSample parse(String text) {
        if (text.equals(ALL)) {
            return new RowSample(Long.MAX_VALUE);
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new InvalidArgumentException("Invalid sample: %s (must be a number of rows, or all)".formatted(text));
        }
        return new RowSample(Long.parseLong(text));
    }

    /** How many of {@code rows} rows are taken. */
    public long of(long rows) {
        return Math.min(size, rows);
    }

    /** The numbers of the rows, ascending, of a dataset of {@code rows} rows. */
    public long[] rows(long rows, String seed) {
        if (size >= rows) {
            return LongStream.range(0, rows).toArray();
        }
        SplittableRandom random = new SplittableRandom(seed.hashCode());
        return LongStream.range(0, size)
                .map(part -> begin(part, rows) + random.nextLong(begin(part + 1, rows) - begin(part, rows)))
                .toArray();
    }

    private long begin(long part, long rows) {
        return part * (rows / size) + Math.min(part, rows % size);
    }
}
