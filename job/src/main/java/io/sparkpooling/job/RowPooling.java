package io.sparkpooling.job;

import io.sparkpooling.convention.RowParts;
import io.sparkpooling.kernel.PoolingKernel;
import io.sparkpooling.kernel.RecentKernels;
import io.sparkpooling.kernel.RowKernel;
import io.sparkpooling.pooling.Output;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.report.ValueAccumulator;
import io.sparkpooling.report.ValueStatistics;
import io.sparkpooling.storage.PooledTensors;
import io.sparkpooling.storage.PooledValues;
import io.sparkpooling.storage.RowTensors;
import io.sparkpooling.storage.TensorBatch;
import io.sparkpooling.storage.TensorValues;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * An expression over rows that may differ in shape: bound anew for every combination of types, of which the last ones are kept. A
 * row whose type cannot be pooled is a bad row.
 */
final class RowPooling implements ColumnPooling {
    private static final int KERNELS_KEPT = 64;

    private final List<Integer> sources;
    private final PlannedColumn planned;
    private final RecentKernels kernels;
    private final String kernelName;
    private final List<ValueAccumulator> statistics = new ArrayList<>();
    private final List<List<Optional<TensorView>>> pooled = new ArrayList<>();

    RowPooling(List<Integer> sources, PlannedColumn planned, Function<Pooling, PoolingKernel> kernels) {
        this.sources = List.copyOf(sources);
        this.planned = planned;
        this.kernels = new RecentKernels(KERNELS_KEPT, kernels);
        this.kernelName = kernels.apply(planned.pooling()).name();
        for (Output output : planned.pooling().outputs()) {
            statistics.add(ValueAccumulator.of(output.type().elementType()));
            pooled.add(new ArrayList<>());
        }
    }

    @Override
    public int source() {
        return sources.get(0);
    }

    @Override
    public String kernelName() {
        return kernelName;
    }

    @Override
    public List<ValueStatistics> statistics() {
        return statistics.stream().map(ValueAccumulator::statistics).toList();
    }

    @Override
    public List<PooledTensors> pool(TensorBatch batch, BitSet leftOut, Objection objection) {
        pooled.forEach(List::clear);
        for (int row = 0; row < batch.rows(); row++) {
            Optional<TensorView[]> outputs =
                    leftOut.get(row) || !isPresent(batch, row) ? Optional.empty() : pool(batch, row, objection);
            for (int output = 0; output < pooled.size(); output++) {
                int place = output;
                pooled.get(output).add(outputs.map(views -> views[place]));
            }
        }
        if (planned.source().isOfRows()) {
            List<RowParts> kept = kept(batch);
            return pooled.stream()
                    .<PooledTensors>map(rows -> new PooledTensors.Rows(rows, kept))
                    .toList();
        }
        return IntStream.range(0, pooled.size())
                .<PooledTensors>mapToObj(this::array)
                .toList();
    }

    /** What the rows of the column that is pooled have beside their tensors. */
    private List<RowParts> kept(TensorBatch batch) {
        RowTensors rows = (RowTensors) batch.tensor(source());
        return IntStream.range(0, batch.rows()).mapToObj(rows::kept).toList();
    }

    private boolean isPresent(TensorBatch batch, int row) {
        return sources.stream()
                .allMatch(source -> batch.tensor(source).state(row).isPresent());
    }

    private Optional<TensorView[]> pool(TensorBatch batch, int row, Objection objection) {
        try {
            RowKernel one = kernel(batch, row);
            requireDeclared(one.pooling());
            for (int input = 0; input < one.inputs().length; input++) {
                TensorValues values = batch.tensor(sources.get(input));
                one.inputs()[input].moveTo(values.carrier(row), values.offset(row));
            }
            return Optional.of(views(one, one.pool()));
        } catch (InvalidTensorException | InvalidArgumentException invalid) {
            objection.raise(row, invalid.getMessage());
            return Optional.empty();
        }
    }

    private RowKernel kernel(TensorBatch batch, int row) {
        return kernels.of(
                planned.expression(),
                sources.stream().map(source -> batch.tensor(source).type(row)).toList());
    }

    @Override
    public boolean isPooled(int row) {
        return pooled.get(0).get(row).isPresent();
    }

    @Override
    public Optional<PooledRow> row(TensorBatch batch, int row) {
        Optional<TensorView> output = pooled.get(0).get(row);
        if (output.isEmpty()) {
            return Optional.empty();
        }
        RowKernel one = kernel(batch, row);
        TensorValues values = batch.tensor(source());
        one.inputs()[0].moveTo(values.carrier(row), values.offset(row));
        return Optional.of(new PooledRow(one.pooling(), one.inputs()[0], output.get()));
    }

    private static TensorView[] views(RowKernel kernel, Object[] results) {
        TensorView[] views = new TensorView[results.length];
        for (int output = 0; output < views.length; output++) {
            views[output] = new TensorView(kernel.outputs()[output].type()).moveTo(results[output], 0);
        }
        return views;
    }

    /** Where the column's tensors are all of one type, so must the row's result be. */
    private void requireDeclared(Pooling pooling) {
        if (!planned.source().isOfRows()
                && !pooling.outputs().equals(planned.pooling().outputs())) {
            throw new InvalidArgumentException("its result is %s, where column %s holds %s"
                    .formatted(
                            pooling.output(),
                            planned.expression().column(pooling.outputs().get(0)),
                            planned.pooling().output()));
        }
    }

    /** Tensors that turned out to be of one type, as the column demands it, in one array. */
    private PooledValues array(int output) {
        TensorType type = planned.pooling().outputs().get(output).type();
        int elements = type.shape().elementCount();
        List<Optional<TensorView>> rows = pooled.get(output);
        Object values = type.elementType().newArray(Math.multiplyExact(rows.size(), elements));
        BitSet nulls = new BitSet(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).isEmpty()) {
                nulls.set(row);
            } else {
                System.arraycopy(rows.get(row).get().carrier(), 0, values, row * elements, elements);
            }
        }
        return new PooledValues(values, nulls);
    }

    @Override
    public void measure(int rows, BitSet leftOut) {
        for (int output = 0; output < pooled.size(); output++) {
            for (int row = 0; row < rows; row++) {
                Optional<TensorView> tensor = pooled.get(output).get(row);
                if (tensor.isPresent() && !leftOut.get(row)) {
                    int elements = tensor.get().type().shape().elementCount();
                    statistics.get(output).add(tensor.get().carrier(), 0, elements);
                }
            }
        }
    }
}
