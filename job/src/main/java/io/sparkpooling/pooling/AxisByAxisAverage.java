package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.Optional;

/**
 * The {@link Sum} of the taps, divided by the window's size on each axis in turn: several roundings, which is how PyTorch's
 * adaptive average does it for contiguous tensors, bit for bit.
 */
public record AxisByAxisAverage() implements Reduction {
    private static final Sum SUM = new Sum();

    @Override
    public float reduce(float[] taps, int count, Window window) {
        float average = SUM.reduce(taps, count, window);
        for (int axis = 0; axis < window.axes(); axis++) {
            average /= window.taps(axis);
        }
        return average;
    }

    @Override
    public double reduce(double[] taps, int count, Window window) {
        double average = SUM.reduce(taps, count, window);
        for (int axis = 0; axis < window.axes(); axis++) {
            average /= window.taps(axis);
        }
        return average;
    }

    /** {@code sum(w * x) / sum(w)}. */
    @Override
    public Optional<WeightedStatistic> weighted() {
        return Optional.of((taps, weights, count, window) -> WeightedStatistic.mean(taps, weights, count));
    }
}
