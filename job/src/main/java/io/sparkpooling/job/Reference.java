package io.sparkpooling.job;

import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.configuration.OnBadRow;
import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.OutputColumns;
import io.sparkpooling.storage.StoredTensor;
import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * The file that all others must agree with: the first one with rows, since only rows show the shape of nested lists; where none
 * has any, the first that can be read.
 *
 * @param readBytes the memory that reading it takes
 */
record Reference(DatasetColumns schema, long readBytes) {

    static Reference among(List<InputFile> input, JobConfiguration configuration, Configuration hadoop)
            throws IOException {
        List<String> unreadable = new ArrayList<>();
        Optional<InputFile> withoutRows = Optional.empty();
        for (InputFile file : input) {
            try (DatasetFile open = Inputs.open(file, hadoop)) {
                if (open.rows() > 0) {
                    return of(open, configuration);
                }
                withoutRows = withoutRows.or(() -> Optional.of(file));
            } catch (UnreadableFileException e) {
                unreadable.add(e.getMessage());
            }
        }
        if (withoutRows.isEmpty()) {
            throw noneReadable(unreadable, configuration.onBadRow());
        }
        try (DatasetFile open = Inputs.open(withoutRows.get(), hadoop)) {
            return of(open, configuration);
        }
    }

    private static JobFailedException noneReadable(List<String> reasons, OnBadRow onBadRow) {
        String reason = reasons.get(0);
        return onBadRow == OnBadRow.REJECT
                ? new JobFailedException(
                        Failure.REJECTS,
                        "Cannot pool: none of %d input files can be read; the first: %s"
                                .formatted(reasons.size(), reason))
                : new JobFailedException(Failure.STORAGE, reason);
    }

    private static Reference of(DatasetFile file, JobConfiguration configuration) throws IOException {
        try {
            return readFrom(file, configuration);
        } catch (InvalidArgumentException invalid) {
            throw new InvalidArgumentException("[%s] %s".formatted(file.name(), invalid.getMessage()), invalid);
        }
    }

    private static Reference readFrom(DatasetFile file, JobConfiguration configuration) throws IOException {
        DatasetColumns schema =
                file.columns(configuration.hints(), companions(configuration), pooledColumns(configuration));
        Map<String, StoredTensor> named = new LinkedHashMap<>();
        for (PoolingExpression expression : configuration.pool()) {
            named.put(expression.column(), schema.tensor(expression.column()));
            expression.companions().values().forEach(name -> named.computeIfAbsent(name, schema::companion));
        }
        return new Reference(schema, file.readBytes(List.copyOf(named.values()), TaskSpec.BATCH_BYTES));
    }

    private static Set<String> companions(JobConfiguration configuration) {
        return configuration.pool().stream()
                .flatMap(expression -> expression.companions().values().stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> pooledColumns(JobConfiguration configuration) {
        return configuration.pool().stream().map(PoolingExpression::column).collect(Collectors.toSet());
    }

    /** The memory of one task: what it reads, what it copies of a row and pools a batch into, what it writes. */
    long taskBytes(WriteOptions options, OutputColumns output, List<PlannedColumn> columns) {
        long pooled = columns.stream().mapToLong(Reference::pooledBatchBytes).sum();
        return readBytes + pooled + output.writeBytes(options, TaskSpec.BATCH_BYTES);
    }

    /** A tensor that is moved and pooled again, to measure what the pooling kept. */
    private static long sampleBytes(PlannedColumn column) {
        long bytes = column.source().type().bytes();
        return bytes <= ColumnSample.MOVED_BYTES
                ? bytes + column.outputBytes() + Kernels.copiedBytes(column.pooling())
                : 0;
    }

    private static long pooledBatchBytes(PlannedColumn column) {
        long rows = Math.max(
                1, TaskSpec.BATCH_BYTES / Math.max(1, column.source().type().bytes()));
        return rows * column.outputBytes() + Kernels.copiedBytes(column.pooling()) + sampleBytes(column);
    }
}
