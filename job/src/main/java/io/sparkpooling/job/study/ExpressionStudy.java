package io.sparkpooling.job.study;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.kernel.RecentKernels;
import io.sparkpooling.kernel.RowKernel;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.report.RejectCount;
import io.sparkpooling.report.study.PoolingStudy;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.RowState;
import io.sparkpooling.storage.TensorBatch;
import io.sparkpooling.storage.TensorValues;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One expression of a study: bound to a file, shown row after row. */
final class ExpressionStudy {
    private static final int KERNELS_KEPT = 8;

    private final PoolingExpression expression;
    private final RecentKernels kernels = new RecentKernels(KERNELS_KEPT);
    private final Map<String, RejectCount> skipped = new LinkedHashMap<>();
    private final TensorMeter meter;
    private Optional<Pooling> bound = Optional.empty();
    private String failure = "";

    ExpressionStudy(PoolingExpression expression, int shifts) {
        this.expression = expression;
        this.meter = new TensorMeter(expression, shifts);
    }

    PoolingExpression expression() {
        return expression;
    }

    /** The column to pool, and those that the operation reads beside it. */
    List<String> columns() {
        List<String> columns = new ArrayList<>(List.of(expression.column()));
        columns.addAll(expression.companions().values());
        return columns;
    }

    boolean isBound() {
        return bound.isPresent();
    }

    /** Binds the expression to the columns of a file, or notes why it cannot. */
    void bind(DatasetFile file, Map<String, ColumnHints> hints) throws IOException {
        try {
            Set<String> companions = new HashSet<>(expression.companions().values());
            DatasetColumns schema = file.columns(hints, companions, Set.of(expression.column()));
            List<TensorType> types = new ArrayList<>();
            types.add(schema.tensor(expression.column()).type());
            expression
                    .companions()
                    .values()
                    .forEach(name -> types.add(schema.companion(name).type()));
            bound = Optional.of(RowKernel.pooling(expression, types));
        } catch (InvalidArgumentException e) {
            failure = e.getMessage();
        }
    }

    /**
     * Looks at a row; gives it to be moved where the operation reads nothing beside it, which would have to move along.
     *
     * @param sources the places of {@link #columns} among the tensors of the batch
     */
    Optional<MovableRow> add(TensorBatch batch, int row, List<Integer> sources) {
        List<TensorType> types = new ArrayList<>();
        for (int source : sources) {
            RowState state = batch.tensor(source).state(row);
            if (!state.isPresent()) {
                skip(batch, row, state.isNull() ? "null" : state.reason());
                return Optional.empty();
            }
            types.add(batch.tensor(source).type(row));
        }
        try {
            RowKernel kernel = kernels.of(expression, types);
            for (int input = 0; input < kernel.inputs().length; input++) {
                TensorValues values = batch.tensor(sources.get(input));
                kernel.inputs()[input].moveTo(values.carrier(row), values.offset(row));
            }
            meter.add(kernel);
            return kernel.inputs().length > 1
                    ? Optional.empty()
                    : Optional.of(new MovableRow(sources.get(0), expression.pooledAxes(types.get(0)), kernel, meter));
        } catch (InvalidTensorException | InvalidArgumentException invalid) {
            skip(batch, row, invalid.getMessage());
            return Optional.empty();
        }
    }

    private void skip(TensorBatch batch, int row, String reason) {
        String example = "%s, row %d".formatted(batch.file(), batch.firstRow() + row);
        skipped.merge(reason, new RejectCount(expression.column(), reason, 1, example), RejectCount::mergedWith);
    }

    PoolingStudy result() {
        if (bound.isEmpty()) {
            return PoolingStudy.failed(expression.canonical(), expression.column(), failure);
        }
        if (meter.tensors() == 0) {
            RejectCount first = skipped.values().iterator().next();
            return PoolingStudy.failed(
                    expression.canonical(),
                    expression.column(),
                    "Cannot pool any row of the sample: %s (%s)".formatted(first.reason(), first.example()));
        }
        return meter.result(bound.get(), List.copyOf(skipped.values()));
    }
}
