package io.sparkpooling.job;

import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.kernel.PoolingKernel;
import io.sparkpooling.pooling.Correspondence;
import io.sparkpooling.pooling.Output;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.report.Fidelity;
import io.sparkpooling.report.FidelityMeter;
import io.sparkpooling.report.Picture;
import io.sparkpooling.report.Pictures;
import io.sparkpooling.report.SampleRule;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.Optional;

/** Looks more closely at some rows of one expression in one task: what the pooling kept, and the first rows' pictures. */
final class ColumnSample {
    /** Larger tensors are not moved and pooled again, so that a task's memory stays what the plan says. */
    static final long MOVED_BYTES = 16L << 20;

    private static final String LABEL_OPERATION = "mode_pool";

    private final SampleRule rule = new SampleRule();
    private final FidelityMeter meter = new FidelityMeter();
    private final Pictures pictures;
    private final boolean pictured;
    private Optional<Moved> moved = Optional.empty();

    /**
     * @param pictured whether pictures are wanted of this unit
     */
    ColumnSample(PlannedColumn column, boolean pictured) {
        boolean labels = column.pooling().operation().name().startsWith(LABEL_OPERATION)
                && !column.pooling().input().elementType().isFloatingPoint();
        this.pictures = labels ? Pictures.ofLabels() : Pictures.ofNumbers();
        this.pictured = pictured;
    }

    /** Whether the next pooled row is to be added; asked of each of them. */
    boolean takes(TensorType type) {
        return rule.takes(type.shape().elementCount()) || wantsPicture();
    }

    private boolean wantsPicture() {
        return pictured && pictures.wantsMore();
    }

    /** Adds a row of that file. */
    void add(PooledRow row, String file, long number) {
        Optional<Correspondence> places = Correspondence.of(row.pooling());
        if (places.isPresent() && row.before().type().shape().elementCount() > 0) {
            meter.add(row.before(), row.after(), places.get().nearest());
            List<Integer> axes = places.get().pooledAxes();
            if (row.pooling().inputs().size() == 1 && row.before().type().bytes() <= MOVED_BYTES) {
                measureMove(row, axes.get(axes.size() - 1));
            }
            if (wantsPicture()) {
                pictures.add(file, number, row.before(), row.after(), axes);
            }
        }
    }

    private void measureMove(PooledRow row, int axis) {
        if (moved.isEmpty() || !moved.get().pooling.equals(row.pooling())) {
            moved = Optional.of(new Moved(row.pooling()));
        }
        Moved other = moved.get();
        FidelityMeter.move(row.before(), axis, other.input);
        try {
            other.kernel.pool(new TensorView[] {other.input}, other.outputs);
        } catch (InvalidTensorException refused) {
            return;
        }
        meter.addShift(
                FidelityMeter.change(row.before(), other.input), FidelityMeter.change(row.after(), other.outputs[0]));
    }

    Fidelity fidelity() {
        return meter.fidelity();
    }

    List<Picture> pictures() {
        return pictures.all();
    }

    /** Room for one tensor that was moved by one element, and for what it becomes. */
    private static final class Moved {
        private final Pooling pooling;
        private final PoolingKernel kernel;
        private final TensorView input;
        private final TensorView[] outputs;

        Moved(Pooling pooling) {
            this.pooling = pooling;
            this.kernel = Kernels.of(pooling);
            this.input = view(pooling.input());
            this.outputs = pooling.outputs().stream()
                    .map(Output::type)
                    .map(Moved::view)
                    .toArray(TensorView[]::new);
        }

        private static TensorView view(TensorType type) {
            return new TensorView(type)
                    .moveTo(type.elementType().newArray(type.shape().elementCount()), 0);
        }
    }
}
