package io.sparkpooling.storage.parquet;

import java.util.BitSet;

/**
 * The pooled tensors of one column for the rows of one batch.
 *
 * @param values the carrier array of the element type; row {@code r} of the batch lies at {@code r * elementCount}, row-major;
 *     unspecified where the row is null or rejected
 * @param nulls the rows of the batch that are null
 */
public record PooledValues(Object values, BitSet nulls) {}
