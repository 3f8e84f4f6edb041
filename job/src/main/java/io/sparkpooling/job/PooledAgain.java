package io.sparkpooling.job;

import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.pooling.Output;
import io.sparkpooling.storage.BatchReader;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.RowRange;
import io.sparkpooling.storage.TensorBatch;
import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.tensor.TensorType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Pools rows of one output file again, by the plain loops that define every operation, and holds the file against them. Rows that
 * were rejected are not in the file, so that where there are any, all rows up to the last one asked for are pooled to find out
 * which these are.
 */
final class PooledAgain {
    private static final int MOST_FINDINGS = 5;

    private final DataFileCheck check;
    private final Configuration hadoop;
    private final List<Finding> findings = new ArrayList<>();
    private long outputRow;
    private int nextSample;
    private long compared;

    PooledAgain(DataFileCheck check, Configuration hadoop) {
        this.check = check;
        this.hadoop = hadoop;
    }

    /** How many rows were compared. */
    long compared() {
        return compared;
    }

    /** The differences, of which the first few are enough. */
    List<Finding> findings() {
        return findings;
    }

    void compare(DatasetFile output) throws IOException {
        for (InputSpan span : check.spans()) {
            if (isWanted()) {
                compare(span, output);
            }
        }
    }

    private boolean isWanted() {
        return nextSample < check.sample().length && findings.size() < MOST_FINDINGS;
    }

    private void compare(InputSpan span, DatasetFile output) throws IOException {
        try (DatasetFile input = Inputs.open(span.file(), hadoop)) {
            DatasetColumns schema = input.columns(check.spec().hints());
            List<PlannedColumn> columns = PlannedColumn.bind(check.spec().expressions(), schema);
            UnitPooling pooling = new UnitPooling(columns, check.spec().onBadRow(), false, Kernels::plainLoops);
            try (OutputRows rows = new OutputRows(output, columns, check.spec().hints())) {
                compare(span, input, pooling, new Side(rows, types(columns)));
            }
        } catch (UnreadableFileException e) {
            findings.add(Finding.input("%s", e.getMessage()));
        }
    }

    private static List<TensorType> types(List<PlannedColumn> columns) {
        return columns.stream()
                .flatMap(column -> column.pooling().outputs().stream())
                .map(Output::type)
                .toList();
    }

    /** The output's side of the comparison: its rows, and the types that they should have. */
    private record Side(OutputRows rows, List<TensorType> types) {}

    private void compare(InputSpan span, DatasetFile input, UnitPooling pooling, Side side) throws IOException {
        for (RowRange range : input.ranges()) {
            long begin = Math.max(range.firstRow(), span.firstRow());
            long end = Math.min(range.firstRow() + range.rows(), span.endRow());
            if (begin < end && isWanted()) {
                if (check.rejected() == 0 && check.sample()[nextSample] >= outputRow + end - begin) {
                    outputRow += end - begin;
                } else {
                    compare(range, input, pooling, side);
                }
            }
        }
    }

    private void compare(RowRange range, DatasetFile input, UnitPooling pooling, Side side) throws IOException {
        DatasetColumns schema = input.columns(check.spec().hints());
        try (BatchReader reader = input.read(range.index(), 1, pooling.sourcesIn(schema), TaskSpec.BATCH_BYTES)) {
            while (isWanted() && reader.advance()) {
                TensorBatch batch = reader.batch();
                if (check.rejected() == 0 && check.sample()[nextSample] >= outputRow + batch.rows()) {
                    outputRow += batch.rows();
                } else {
                    compare(batch, pooling.pool(batch), side);
                }
            }
        }
    }

    private void compare(TensorBatch batch, UnitPooling.Batch pooled, Side side) throws IOException {
        BitSet rejected = new BitSet();
        pooled.rejections().forEach(rejection -> rejected.set(rejection.row()));
        for (int row = rejected.nextClearBit(0); row < batch.rows(); row = rejected.nextClearBit(row + 1)) {
            if (isWanted() && check.sample()[nextSample] == outputRow) {
                nextSample++;
                compareRow(batch, row, pooled, side);
            }
            outputRow++;
        }
    }

    private void compareRow(TensorBatch batch, int row, UnitPooling.Batch pooled, Side side) throws IOException {
        TensorBatch stored = side.rows().at(outputRow);
        int storedRow = (int) (outputRow - stored.firstRow());
        compared++;
        for (int output = 0; output < side.types().size(); output++) {
            Optional<String> difference = TensorBits.difference(
                    stored.tensor(output),
                    storedRow,
                    pooled.values().get(output),
                    row,
                    side.types().get(output));
            if (difference.isPresent()) {
                findings.add(Finding.values(
                        "[%s, row %d, column %s] Not what pooling gives: %s (from %s, row %d)",
                        check.file().path(),
                        outputRow,
                        side.rows().names().get(output),
                        difference.get(),
                        batch.file(),
                        batch.firstRow() + row));
            }
        }
    }
}
