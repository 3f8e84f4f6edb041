package io.sparkpooling.pooling;

import io.sparkpooling.window.Window;
import java.util.Optional;

/**
 * The variance: {@code sum((x - mean)^2) / (count - correction)}. From the exact sums of x and of its square, where there are such;
 * else in two passes, the mean first. A correction of 0 describes the
 * population, 1 estimates it from a sample. Not a number where no more taps are there than the correction takes away.
 */
record Variance(long correction) implements SummedStatistic {
    static final Parameter CORRECTION = Parameter.optional("correction", ParameterType.COUNT, 0);

    /** What there is to say of every operation that is made of a variance. */
    static final String REMARKS =
            "Not in PyTorch. Of taps with at most 26 binary digits, as all floats of 16 and 32 bits, from exact sums;"
                    + " of others in two passes in float64; rounded once. correction=0 is of the population, 1 of a"
                    + " sample; a window with no more taps than the correction gives NaN. NaN and infinities give"
                    + " NaN. 8 and 16-bit integers and bool give float32, other integers float64.";

    static Variance of(Arguments arguments) {
        return new Variance(arguments.integer("correction").orElseThrow());
    }

    @Override
    public double reduce(double[] taps, int count, Window window) {
        return of(taps, count);
    }

    /** The variance of the first {@code count} numbers. */
    double of(double[] taps, int count) {
        double mean = mean(taps, count);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (taps[i] - mean) * (taps[i] - mean);
        }
        return count > correction ? sum / (count - correction) : Double.NaN;
    }

    /** The mean of the first {@code count} numbers. */
    static double mean(double[] taps, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += taps[i];
        }
        return sum / count;
    }

    @Override
    public int terms() {
        return 2;
    }

    @Override
    public double term(int term, double tap, double weight, double first) {
        return term == 0 ? tap : ExactSum.exactSquare(tap);
    }

    /** {@code (n * sum(x^2) - sum(x)^2) / (n * (n - correction))}, the difference with twice the digits of float64. */
    @Override
    public double result(WindowSums sums) {
        double count = sums.count();
        double sum = sums.sum(0).value();
        double squares = sums.sum(1).value();
        double minuend = count * squares;
        double subtrahend = sum * sum;
        double minuendRest =
                Math.fma(count, squares, -minuend) + count * sums.sum(1).rest();
        double subtrahendRest =
                Math.fma(sum, sum, -subtrahend) + 2 * sum * sums.sum(0).rest();
        double difference = minuend - subtrahend + (minuendRest - subtrahendRest);
        return count > correction ? Math.max(0, difference) / (count * (count - correction)) : Double.NaN;
    }

    /** Of the population; what a correction of weights should be, no one agrees on. */
    @Override
    public Optional<WeightedStatistic> weighted() {
        return correction == 0 ? Optional.of(Variance::weighted) : Optional.empty();
    }

    @Override
    public String whyUnweighted() {
        return "what a correction of weights should be, no one agrees on: say correction=0";
    }

    /** {@code sum(w * (x - mean)^2) / sum(w)}, mean = {@code sum(w * x) / sum(w)}. */
    private static double weighted(double[] taps, double[] weights, int count, Window window) {
        double mean = WeightedStatistic.mean(taps, weights, count);
        for (int i = 0; i < count; i++) {
            taps[i] = (taps[i] - mean) * (taps[i] - mean);
        }
        return WeightedStatistic.mean(taps, weights, count);
    }
}
