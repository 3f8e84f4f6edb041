package io.sparkpooling.job;

import io.sparkpooling.configuration.OnBadRow;
import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.kernel.PoolingKernel;
import io.sparkpooling.pooling.Output;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.report.Fidelity;
import io.sparkpooling.report.RejectCount;
import io.sparkpooling.report.ValueAccumulator;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.PooledTensors;
import io.sparkpooling.storage.Rejection;
import io.sparkpooling.storage.StoredTensor;
import io.sparkpooling.storage.TensorBatch;
import io.sparkpooling.storage.TensorValues;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * All expressions of a run at work in one task: looks for bad rows, pools the others, keeps the numbers of both sides. A
 * row that is bad in one column is left out of all of them.
 */
final class UnitPooling {
    private static final int REASONS_KEPT = 100;

    private final List<StoredTensor> sources;
    private final List<ColumnPooling> columns = new ArrayList<>();
    private final List<ColumnSample> samples = new ArrayList<>();
    private final List<ValueAccumulator> before = new ArrayList<>();
    private final Map<Rejection, Long> reasons = new LinkedHashMap<>();
    private final Map<Rejection, String> examples = new HashMap<>();
    private final OnBadRow onBadRow;
    private final long[] tensorsOfSource;
    private final long[] tensorsOfColumn;

    private long nulledRows;

    /**
     * @param pictured whether pictures are wanted of this unit
     */
    UnitPooling(List<PlannedColumn> planned, OnBadRow onBadRow, boolean pictured) {
        this(planned, onBadRow, pictured, Kernels::of);
    }

    /**
     * @param kernels which kernel computes a pooling
     */
    UnitPooling(
            List<PlannedColumn> planned,
            OnBadRow onBadRow,
            boolean pictured,
            Function<Pooling, PoolingKernel> kernels) {
        this.onBadRow = onBadRow;
        this.sources = planned.stream()
                .flatMap(column -> column.inputs().stream())
                .distinct()
                .toList();
        this.tensorsOfSource = new long[sources.size()];
        this.tensorsOfColumn = new long[planned.size()];
        sources.forEach(source -> before.add(ValueAccumulator.of(source.type().elementType())));
        planned.forEach(column -> samples.add(new ColumnSample(column, pictured)));
        planned.forEach(column -> columns.add(
                ColumnPooling.of(column.inputs().stream().map(sources::indexOf).toList(), column, kernels)));
    }

    /** The columns that a batch must hold, in this order. */
    List<StoredTensor> sources() {
        return sources;
    }

    /** The same columns in another file of the dataset. */
    List<StoredTensor> sourcesIn(DatasetColumns schema) {
        return sources.stream().map(source -> schema.companion(source.name())).toList();
    }

    /**
     * A batch after pooling.
     *
     * @param rejections the rows that do not reach the output
     * @param values the pooled tensors of every output of every expression
     */
    record Batch(List<Rejection> rejections, List<PooledTensors> values) {}

    /** Pools a batch. */
    Batch pool(TensorBatch batch) {
        List<Rejection> rejections = new ArrayList<>();
        BitSet bad = new BitSet();
        for (int source = 0; source < sources.size(); source++) {
            TensorValues values = batch.tensor(source);
            for (int row = 0; row < batch.rows() && !values.allPresent(); row++) {
                if (values.state(row).isBad()) {
                    judge(batch, row, source, "read", values.state(row).reason(), bad, rejections);
                }
            }
        }
        List<PooledTensors> pooled = new ArrayList<>();
        for (ColumnPooling column : columns) {
            pooled.addAll(column.pool(
                    batch,
                    rows(rejections),
                    (row, reason) -> judge(batch, row, column.source(), "pool", reason, bad, rejections)));
        }
        measure(batch, rows(rejections));
        rejections.sort(Comparator.comparingInt(Rejection::row));
        return new Batch(rejections, pooled);
    }

    private static BitSet rows(List<Rejection> rejections) {
        BitSet rows = new BitSet();
        rejections.forEach(rejection -> rows.set(rejection.row()));
        return rows;
    }

    /** Decides on a bad row; only the first that is wrong with it counts. */
    private void judge(
            TensorBatch batch,
            int row,
            int source,
            String verb,
            String reason,
            BitSet bad,
            List<Rejection> rejections) {
        if (bad.get(row)) {
            return;
        }
        String column = sources.get(source).name();
        switch (onBadRow) {
            case FAIL ->
                throw new BadRowException(
                        "[%s, row %s, column %s] Cannot %s tensor: %s (--on-bad-row reject sets such rows aside)"
                                .formatted(batch.file(), batch.firstRow() + row, column, verb, reason));
            case REJECT -> {
                bad.set(row);
                rejections.add(new Rejection(row, column, reason));
                count(batch, row, column, reason);
            }
            case NULL -> {
                bad.set(row);
                nulledRows++;
                count(batch, row, column, reason);
            }
        }
    }

    private void count(TensorBatch batch, int row, String column, String reason) {
        Rejection kind = new Rejection(0, column, reason);
        boolean known = reasons.containsKey(kind) || reasons.size() < REASONS_KEPT;
        Rejection counted = known ? kind : new Rejection(0, column, "other reasons");
        reasons.merge(counted, 1L, Long::sum);
        examples.putIfAbsent(counted, "%s, row %s".formatted(batch.file(), batch.firstRow() + row));
    }

    private void measure(TensorBatch batch, BitSet leftOut) {
        columns.forEach(column -> column.measure(batch.rows(), leftOut));
        columns.stream().map(ColumnPooling::source).distinct().forEach(source -> measure(batch, source, leftOut));
        for (int column = 0; column < columns.size(); column++) {
            tensorsOfColumn[column] += pooledRows(columns.get(column), batch.rows(), leftOut);
            sample(batch, columns.get(column), samples.get(column), leftOut);
        }
    }

    private static long pooledRows(ColumnPooling column, int rows, BitSet leftOut) {
        return IntStream.range(0, rows)
                .filter(row -> !leftOut.get(row) && column.isPooled(row))
                .count();
    }

    private static void sample(TensorBatch batch, ColumnPooling column, ColumnSample sample, BitSet leftOut) {
        TensorValues values = batch.tensor(column.source());
        for (int row = 0; row < batch.rows(); row++) {
            if (!leftOut.get(row) && values.state(row).isPresent() && sample.takes(values.type(row))) {
                long number = batch.firstRow() + row;
                column.row(batch, row).ifPresent(pooled -> sample.add(pooled, batch.file(), number));
            }
        }
    }

    private void measure(TensorBatch batch, int source, BitSet leftOut) {
        TensorValues values = batch.tensor(source);
        for (int row = 0; row < batch.rows(); row++) {
            if (!leftOut.get(row) && values.state(row).isPresent()) {
                int elements = values.type(row).shape().elementCount();
                tensorsOfSource[source]++;
                before.get(source).add(values.carrier(row), values.offset(row), elements);
            }
        }
    }

    /** How many rows each reason was found in; of a row that is bad twice, the first. */
    List<RejectCount> reasons() {
        return reasons.entrySet().stream()
                .map(entry -> new RejectCount(
                        entry.getKey().column(),
                        entry.getKey().reason(),
                        entry.getValue(),
                        examples.get(entry.getKey())))
                .toList();
    }

    /** The rows of which a tensor was written as null because it was bad. */
    long nulledRows() {
        return nulledRows;
    }

    /** The numbers of each output of each expression, in their order. */
    List<UnitResult.ColumnResult> results(List<PlannedColumn> planned) {
        List<UnitResult.ColumnResult> results = new ArrayList<>();
        for (int index = 0; index < columns.size(); index++) {
            ColumnPooling column = columns.get(index);
            List<Output> outputs = planned.get(index).pooling().outputs();
            for (int output = 0; output < outputs.size(); output++) {
                results.add(new UnitResult.ColumnResult(
                        planned.get(index).expression().column(outputs.get(output)),
                        before.get(column.source()).statistics(),
                        column.statistics().get(output),
                        tensorsOfSource[column.source()],
                        tensorsOfColumn[index],
                        column.kernelName(),
                        output == 0 ? samples.get(index).fidelity() : Fidelity.NONE,
                        output == 0 ? samples.get(index).pictures() : List.of()));
            }
        }
        return results;
    }
}
