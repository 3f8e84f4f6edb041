package io.sparkpooling.kernel;

import io.sparkpooling.pooling.SummedStatistic;
import io.sparkpooling.pooling.WindowSums;
import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.tensor.TensorView;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Statistics of exact sums and extremes, at a few steps for each axis whatever the window: each term is computed once for each
 * element and not once for each window. A plane whose sums may not be exact goes to the direct loops.
 */
final class SharedSums implements PoolingKernel {
    private static final double[] NO_TAPS = {};

    private final Geometry geometry;
    private final SummedStatistic statistic;
    private final DirectLoops inexact;
    private final CountedTaps counted;
    private final TapCounts counts;
    private final WindowSums sums;
    private final int mostTaps;
    private final SumPasses[] passes;
    private final Optional<Extremes> largest;
    private final Optional<Extremes> smallest;
    private int[] largestElements = {};
    private int[] smallestElements = {};

    private SharedSums(WindowedPooling pooling, Geometry geometry, SummedStatistic statistic) {
        this.geometry = geometry;
        this.statistic = statistic;
        this.inexact = new DirectLoops(pooling, geometry);
        this.counted = CountedTaps.of(pooling, geometry);
        this.counts = new TapCounts(pooling, geometry, counted);
        this.sums = new WindowSums(statistic, geometry.planeSize());
        this.mostTaps = geometry.mostTaps();
        this.passes = IntStream.range(0, statistic.terms())
                .mapToObj(term -> new SumPasses(geometry, sums.sum(term), sums.terms(term)))
                .toArray(SumPasses[]::new);
        this.largest = Optional.of(statistic)
                .filter(SummedStatistic::ofLargest)
                .map(it -> new Extremes(pooling.input().elementType(), geometry, false, counted));
        this.smallest = Optional.of(statistic)
                .filter(SummedStatistic::ofSmallest)
                .map(it -> new Extremes(pooling.input().elementType(), geometry, true, counted));
    }

    /** The kernel for a statistic of sums and extremes, if its windows overlap much. */
    static Optional<PoolingKernel> of(WindowedPooling pooling, Geometry geometry) {
        return pooling.reduction() instanceof SummedStatistic statistic && geometry.overlapsMuch()
                ? Optional.of(new SharedSums(pooling, geometry, statistic))
                : Optional.empty();
    }

    @Override
    public void pool(TensorView[] inputs, TensorView[] outputs) {
        for (int plane = 0; plane < geometry.outer(); plane++) {
            int from = plane * geometry.planeSize();
            if (noteTerms(inputs, from) && sums.areExact(mostTaps)) {
                poolPlane(inputs, from, outputs[0], plane * geometry.planeOutputs());
            } else {
                inexact.poolPlane(inputs, plane, outputs[0]);
            }
        }
    }

    /** False if a weight is none: whether that matters, only windows know. */
    private boolean noteTerms(TensorView[] inputs, int from) {
        sums.begin();
        for (int i = 0; i < geometry.planeSize(); i++) {
            if (!counted.canWeigh(inputs, from, i)) {
                return false;
            }
            if (counted.counts(inputs, from, i)) {
                sums.note(i, inputs[0].number(from + i), counted.weight(inputs, from, i));
            } else {
                sums.skip(i);
            }
        }
        return true;
    }

    private void poolPlane(TensorView[] inputs, int from, TensorView destination, int to) {
        for (SumPasses pass : passes) {
            pass.pool();
        }
        largestElements = largest.isPresent() ? largest.get().choose(inputs, from) : largestElements;
        smallestElements = smallest.isPresent() ? smallest.get().choose(inputs, from) : smallestElements;
        counts.begin(inputs, from);
        for (int i = 0; i < geometry.planeOutputs(); i++) {
            int count = counts.move(i);
            if (counts.isNone(count)) {
                counted.writeNone(destination, to + i);
            } else {
                destination.setNumber(to + i, result(inputs[0], from, i, count));
            }
        }
    }

    private double result(TensorView source, int from, int output, int count) {
        if (count == 0) {
            return statistic.reduce(NO_TAPS, 0, counts.window());
        }
        for (SumPasses pass : passes) {
            pass.move(output);
        }
        sums.move(number(source, from, largestElements, output), number(source, from, smallestElements, output), count);
        return statistic.result(sums);
    }

    private static double number(TensorView source, int from, int[] elements, int output) {
        return elements.length == 0 ? Double.NaN : source.number(from + elements[output]);
    }

    @Override
    public String name() {
        return "shared sums";
    }
}
