package io.sparkpooling.storage.parquet;

/** A top-level column of an output file. */
public sealed interface OutputColumn {

    /** The input's column of that name, bit for bit. */
    record PassThrough(String name) implements OutputColumn {}

    /** Pooled tensors: {@link OutputSchema#pooled()} at {@code index}. */
    record Pooled(int index) implements OutputColumn {}
}
