package io.sparkpooling.storage;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.Serializable;

/**
 * How a Parquet file is laid out. Every value takes part in the output's bytes, none depends on the machine.
 *
 * @param compression of every page
 * @param encoding of the pooled tensors; other columns keep to plain and dictionary encoding
 * @param rowGroupBytes the stored bytes at which a row group ends; what a writer keeps in memory grows with it
 * @param pageBytes the plain bytes at which a page ends; a page always holds whole rows, so at least one
 */
public record WriteOptions(Compression compression, Encoding encoding, long rowGroupBytes, int pageBytes)
        implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final long ROW_GROUP_BYTES = 128L << 20;
    private static final int PAGE_BYTES = 1 << 20;
    private static final int LARGEST_PAGE = 1 << 30;

    public WriteOptions {
        if (rowGroupBytes < 1 || pageBytes < 1 || pageBytes > LARGEST_PAGE) {
            throw new InvalidArgumentException(
                    "Invalid layout: row groups of %d and pages of %d bytes (must be positive, pages at most %d)"
                            .formatted(rowGroupBytes, pageBytes, LARGEST_PAGE));
        }
    }

    /** Row groups of 128 MiB, pages of 1 MiB. */
    public static WriteOptions of(Compression compression, Encoding encoding) {
        return new WriteOptions(compression, encoding, ROW_GROUP_BYTES, PAGE_BYTES);
    }
}
