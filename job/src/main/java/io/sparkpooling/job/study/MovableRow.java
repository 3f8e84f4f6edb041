package io.sparkpooling.job.study;

import io.sparkpooling.kernel.RowKernel;
import io.sparkpooling.pooling.Output;
import io.sparkpooling.report.FidelityMeter;
import io.sparkpooling.report.ShiftChange;
import io.sparkpooling.report.study.MotionMeter;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row that one expression has pooled, to be moved and pooled again. A tensor is moved once for all expressions that pool it along
 * the same axes, and one moved tensor is held at a time.
 *
 * @param source the place of the column among the tensors of a batch
 * @param axes the pooled axes in logical order, each as the physical axis it is
 * @param kernel with the tensor as its input and what it was pooled into as its output
 */
record MovableRow(int source, List<Integer> axes, RowKernel kernel, TensorMeter meter) {

    private record Ground(int source, TensorType type, List<Integer> axes) {}

    /** Measures how expressions answer all motions of one row. */
    static void moveAll(List<MovableRow> rows) {
        Map<Ground, List<MovableRow>> grounds = new LinkedHashMap<>();
        rows.forEach(row ->
                grounds.computeIfAbsent(row.ground(), any -> new ArrayList<>()).add(row));
        grounds.values().forEach(MovableRow::moveTogether);
    }

    private Ground ground() {
        return new Ground(source, kernel.pooling().input(), axes);
    }

    private static void moveTogether(List<MovableRow> rows) {
        MovableRow first = rows.get(0);
        TensorView still = first.kernel.inputs()[0];
        TensorView moved = view(still.type());
        List<MotionMeter> motions = first.meter.motions();
        for (int motion = 0; motion < motions.size(); motion++) {
            if (motions.get(motion).motion().moves(first.axes.size())) {
                motions.get(motion).motion().apply(still, first.axes, moved);
                ShiftChange before = FidelityMeter.change(still, moved);
                for (MovableRow row : rows) {
                    row.measure(motion, before, moved);
                }
            }
        }
    }

    private void measure(int motion, ShiftChange before, TensorView moved) {
        TensorView[] pooled = kernel.pooling().outputs().stream()
                .map(Output::type)
                .map(MovableRow::view)
                .toArray(TensorView[]::new);
        try {
            kernel.kernel().pool(new TensorView[] {moved}, pooled);
        } catch (InvalidTensorException refused) {
            return;
        }
        meter.addMotion(motion, before, FidelityMeter.change(kernel.outputs()[0], pooled[0]));
    }

    private static TensorView view(TensorType type) {
        return new TensorView(type)
                .moveTo(type.elementType().newArray(type.shape().elementCount()), 0);
    }
}
