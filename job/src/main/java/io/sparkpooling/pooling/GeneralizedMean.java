package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;

/**
 * The generalized mean {@code mean(max(x, eps)^p)^(1/p)} of Radenović, Tolias and Chum, "Fine-tuning CNN image retrieval with no
 * human annotation". The largest tap is taken out before the powers, so that none of them overflows.
 *
 * @param exponent the p of the formula, larger than 0
 * @param floor the eps of the formula, larger than 0
 */
record GeneralizedMean(double exponent, double floor) implements Statistic {
    static final Parameter P = Parameter.optional("p", ParameterType.POSITIVE, 3.0);
    static final Parameter EPS = Parameter.optional("eps", ParameterType.POSITIVE, 1e-6);

    static GeneralizedMean of(Arguments arguments) {
        return new GeneralizedMean(arguments.number("p"), arguments.number("eps"));
    }

    @Override
    public double reduce(double[] taps, int count, Window window) {
        double largest = floor;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, taps[i]);
        }
        return Double.isInfinite(largest) ? largest : largest * relative(taps, count, largest);
    }

    private double relative(double[] taps, int count, double largest) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += StrictMath.pow(Math.max(taps[i], floor) / largest, exponent);
        }
        return StrictMath.pow(sum / count, 1 / exponent);
    }
}
