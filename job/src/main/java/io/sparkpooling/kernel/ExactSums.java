package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Average;
import io.sparkpooling.pooling.InFloat64;
import io.sparkpooling.pooling.Reduction;
import io.sparkpooling.pooling.Statistic;
import io.sparkpooling.pooling.Sum;
import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorView;
import java.util.Optional;

/**
 * Sums and averages whose order of adding does not show, at two steps for each axis whatever the window: of integers always, of
 * float64 sums in planes where {@link Integers64} finds them exact. Other planes go to the plain loops.
 */
final class ExactSums implements PoolingKernel {
    private final Geometry geometry;
    private final DirectLoops inexact;
    private final CountedTaps counted;
    private final Integers64 integers;
    private final PlanePasses sums;
    private final TapCounts counts;
    private final boolean fractions;
    private final boolean addsZero;
    private final Optional<Average> average;

    private ExactSums(WindowedPooling pooling, Geometry geometry, Reduction reduction, boolean fractions) {
        this.geometry = geometry;
        this.inexact = new DirectLoops(pooling, geometry);
        this.counted = CountedTaps.of(pooling, geometry);
        this.fractions = fractions;
        this.integers = new Integers64(fractions, geometry, counted);
        this.sums = new PlanePasses(geometry, AxisSums::new);
        this.counts = new TapCounts(pooling, geometry, counted);
        this.addsZero = reduction.addsResultToZero();
        this.average = reduction instanceof Average mean ? Optional.of(mean) : Optional.empty();
    }

    /** The kernel for a sum or an average of integers or in float64, if its windows overlap much. */
    static Optional<PoolingKernel> of(WindowedPooling pooling, Geometry geometry) {
        ElementType type = pooling.input().elementType();
        Reduction reduction = pooling.reduction() instanceof InFloat64 wide ? wide.reduction() : pooling.reduction();
        boolean fractions = type == ElementType.FLOAT64 || pooling.reduction() instanceof Statistic;
        boolean sums = reduction instanceof Sum || reduction instanceof Average;
        return sums && geometry.overlapsMuch() && (fractions || !type.isFloatingPoint())
                ? Optional.of(new ExactSums(pooling, geometry, reduction, fractions))
                : Optional.empty();
    }

    @Override
    public void pool(TensorView[] inputs, TensorView[] outputs) {
        for (int plane = 0; plane < geometry.outer(); plane++) {
            int from = plane * geometry.planeSize();
            if (integers.write(inputs, from, sums.values())) {
                poolPlane(inputs, from, outputs[0], plane * geometry.planeOutputs());
            } else {
                inexact.poolPlane(inputs, plane, outputs[0]);
            }
        }
    }

    private void poolPlane(TensorView[] inputs, int from, TensorView destination, int to) {
        long[] ofWindows = sums.pool();
        counts.begin(inputs, from);
        for (int i = 0; i < geometry.planeOutputs(); i++) {
            int count = counts.move(i);
            if (counts.isNone(count)) {
                counted.writeNone(destination, to + i);
            } else {
                write(ofWindows[i], count, destination, to + i);
            }
        }
    }

    private void write(long sum, int count, TensorView destination, int index) {
        if (fractions) {
            double number = integers.number(sum);
            double result = average.isPresent() ? average.get().quotient(number, count, counts.window()) : number;
            destination.setNumber(index, addsZero ? result + 0.0 : result);
        } else {
            long result = average.isPresent() ? average.get().quotient(sum, count, counts.window()) : sum;
            TapReducer.writeCalculated(result, destination, index);
        }
    }

    @Override
    public String name() {
        return "running sums";
    }
}
