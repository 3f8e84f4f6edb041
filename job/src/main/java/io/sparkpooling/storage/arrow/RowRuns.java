package io.sparkpooling.storage.arrow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.util.TransferPair;
import org.apache.arrow.vector.util.VectorAppender;

/**
 * Some rows of a record batch, as runs of neighbours. Columns that pass through are cut into these runs and joined, buffer by
 * buffer: no value is looked at, so every type passes.
 */
final class RowRuns {
    private record Run(int first, int rows) {}

    private final List<Run> runs = new ArrayList<>();
    private int rows;

    /** Adds the next row. */
    void add(int row) {
        rows++;
        int last = runs.size() - 1;
        if (last >= 0 && runs.get(last).first() + runs.get(last).rows() == row) {
            runs.set(last, new Run(runs.get(last).first(), runs.get(last).rows() + 1));
        } else {
            runs.add(new Run(row, 1));
        }
    }

    /** How many rows there are. */
    int rows() {
        return rows;
    }

    /** The rows' numbers. */
    int[] places() {
        return runs.stream()
                .flatMapToInt(run -> IntStream.range(run.first(), run.first() + run.rows()))
                .toArray();
    }

    /** These rows of a column, as a column that the caller closes; {@code column} stays as it is. */
    FieldVector of(FieldVector column, BufferAllocator allocator) {
        if (PlacedRows.are(column)) {
            return PlacedRows.of(column, this, allocator);
        }
        if (runs.size() == 1) {
            return cut(column, runs.get(0), allocator);
        }
        return joined(column, allocator);
    }

    /** The same in memory of its own, which can be written to. */
    FieldVector copyOf(FieldVector column, BufferAllocator allocator) {
        return PlacedRows.are(column) ? PlacedRows.of(column, this, allocator) : joined(column, allocator);
    }

    private FieldVector joined(FieldVector column, BufferAllocator allocator) {
        FieldVector joined = column.getField().createVector(allocator);
        joined.allocateNew();
        VectorAppender appender = new VectorAppender(joined);
        for (Run run : runs) {
            try (FieldVector part = cut(column, run, allocator)) {
                part.accept(appender, null);
            }
        }
        return joined;
    }

    private static FieldVector cut(FieldVector column, Run run, BufferAllocator allocator) {
        TransferPair pair = column.getTransferPair(allocator);
        pair.splitAndTransfer(run.first(), run.rows());
        return (FieldVector) pair.getTo();
    }
}
