package io.sparkpooling.job.study;

import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.kernel.RowKernel;
import io.sparkpooling.pooling.Correspondence;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.report.FidelityMeter;
import io.sparkpooling.report.RejectCount;
import io.sparkpooling.report.ShiftChange;
import io.sparkpooling.report.study.Motion;
import io.sparkpooling.report.study.MotionMeter;
import io.sparkpooling.report.study.MotionResult;
import io.sparkpooling.report.study.PoolingStudy;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures what an expression does to tensor after tensor, and how that answers motions of the tensors.
 */
final class TensorMeter {
    private static final Motion FIRST_SHIFT = new Motion(Motion.Kind.SHIFT, 1);

    private final PoolingExpression expression;
    private final List<MotionMeter> motions;
    private final FidelityMeter fidelity = new FidelityMeter();
    private final KernelTime time = new KernelTime();
    private long tensors;
    private long bytesBefore;
    private long bytesAfter;

    TensorMeter(PoolingExpression expression, int shifts) {
        this.expression = expression;
        this.motions = Motion.upTo(shifts).stream().map(MotionMeter::new).toList();
    }

    long tensors() {
        return tensors;
    }

    /** Adds the row that the kernel's inputs were moved to. */
    void add(RowKernel kernel) {
        kernel.pool();
        TensorView before = kernel.inputs()[0];
        TensorView after = kernel.outputs()[0];
        tensors++;
        bytesBefore += before.type().bytes();
        bytesAfter += kernel.pooling().outputs().stream()
                .mapToLong(output -> output.type().bytes())
                .sum();
        Correspondence.of(kernel.pooling()).ifPresent(places -> fidelity.add(before, after, places.nearest()));
        time.measure(
                () -> kernel.kernel().pool(kernel.inputs(), kernel.outputs()),
                before.type().bytes());
    }

    /** One for each motion, in the order of all of them. */
    List<MotionMeter> motions() {
        return motions;
    }

    /** Adds how the tensor, and what it was pooled into, answered one of {@link #motions}. */
    void addMotion(int motion, ShiftChange before, ShiftChange after) {
        motions.get(motion).add(before, after);
        if (motions.get(motion).motion().equals(FIRST_SHIFT)) {
            fidelity.addShift(before, after);
        }
    }

    /** All that was measured. */
    PoolingStudy result(Pooling pooling, List<RejectCount> skipped) {
        List<MotionResult> results = motions.stream()
                .map(MotionMeter::result)
                .filter(result -> result.tensors() > 0)
                .toList();
        return new PoolingStudy(
                expression.canonical(),
                expression.column(),
                axisNames(pooling.input()),
                pooling.input().toString(),
                pooling.output().toString(),
                tensors,
                bytesBefore,
                bytesAfter,
                fidelity.fidelity(),
                results,
                Kernels.of(pooling).name(),
                time.secondsPerGigabyte(),
                skipped,
                "");
    }

    private List<String> axisNames(TensorType type) {
        Stream<Integer> logical = IntStream.range(0, type.shape().rank()).boxed();
        List<Integer> pooled = expression.pooledAxes(type);
        return logical.filter(axis -> pooled.contains(type.physicalAxis(axis)))
                .map(axis -> type.dimNames().isEmpty()
                        ? "axis " + axis
                        : type.dimNames().get(type.physicalAxis(axis)))
                .toList();
    }
}
