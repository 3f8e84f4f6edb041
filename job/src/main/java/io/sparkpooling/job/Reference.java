package io.sparkpooling.job;

import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.storage.parquet.DatasetSchema;
import io.sparkpooling.storage.parquet.OutputSchema;
import io.sparkpooling.storage.parquet.ParquetFile;
import io.sparkpooling.storage.parquet.ReadMemory;
import io.sparkpooling.storage.parquet.TensorColumn;
import io.sparkpooling.storage.parquet.WriteMemory;
import io.sparkpooling.storage.parquet.WriteOptions;
import java.io.IOException;
import java.util.List;

/**
 * The file that all others must agree with: the first one that can be read.
 *
 * @param position its place among the input files
 * @param readBytes the memory that reading it takes
 */
record Reference(int position, DatasetSchema schema, long readBytes) {

    static Reference of(ParquetFile file, int position, JobConfiguration configuration) throws IOException {
        DatasetSchema schema = DatasetSchema.of(file, configuration.hints());
        List<TensorColumn> named = configuration.pool().stream()
                .map(expression -> expression.column())
                .distinct()
                .map(schema::tensor)
                .toList();
        return new Reference(position, schema, ReadMemory.bytes(file, named, TaskSpec.BATCH_BYTES));
    }

    /** The memory of one task: what it reads, what it pools a batch into, what it writes. */
    long taskBytes(WriteOptions options, OutputSchema output, List<PlannedColumn> columns) {
        long pooled = columns.stream()
                .mapToLong(column -> Math.max(
                        column.pooling().output().bytes(),
                        TaskSpec.BATCH_BYTES
                                / Math.max(1, column.source().type().bytes())
                                * column.pooling().output().bytes()))
                .sum();
        return readBytes + pooled + WriteMemory.bytes(output, options, TaskSpec.BATCH_BYTES);
    }
}
