package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.Optional;

/** A reduction computed in float64 and rounded once to the element type: {@code accumulate='float64'}. */
public record InFloat64(Reduction reduction) implements Statistic {

    @Override
    public double reduce(double[] taps, int count, Window window) {
        return reduction.reduce(taps, count, window);
    }

    @Override
    public boolean addsResultToZero() {
        return reduction.addsResultToZero();
    }

    @Override
    public String whyUnweighted() {
        return reduction.whyUnweighted();
    }

    @Override
    public Optional<WeightedStatistic> weighted() {
        return reduction.weighted();
    }
}
