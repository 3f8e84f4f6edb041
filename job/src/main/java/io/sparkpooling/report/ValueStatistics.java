package io.sparkpooling.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * What the values of a tensor column are like: how many, how far they reach, their mean, spread and energy. Minimum, maximum,
 * mean, deviations and energy speak of the finite values alone; where there is none, minimum, maximum and mean are NaN.
 * The sum of squared deviations stands here beside the variance because two records can be merged from it without loss.
 *
 * @param count all values
 * @param finite the values that are neither NaN nor infinite
 * @param zeros the values that equal zero, of either sign
 * @param squaredDeviations the sum of (x - mean)² over the finite values
 * @param energy the sum of x² over the finite values
 */
@JsonIgnoreProperties(value = "variance", allowGetters = true)
public record ValueStatistics(
        long count,
        long finite,
        long nan,
        long positiveInfinite,
        long negativeInfinite,
        long zeros,
        double min,
        double max,
        double mean,
        double squaredDeviations,
        double energy)
        implements Serializable {

    /** The statistics of no values at all: the neutral element of {@link #mergedWith}. */
    public static final ValueStatistics EMPTY =
            new ValueStatistics(0, 0, 0, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN, 0, 0);

    public ValueStatistics {
        if (count != finite + nan + positiveInfinite + negativeInfinite || zeros > finite) {
            throw new IllegalArgumentException(
                    "Invalid value statistics: %d values (%d finite, %d NaN, %d and %d infinite, %d zeros do not add up)"
                            .formatted(count, finite, nan, positiveInfinite, negativeInfinite, zeros));
        }
    }

    /** The mean squared distance from the mean (divisor n) of the finite values; NaN where there is none. */
    @JsonProperty
    public double variance() {
        return finite == 0 ? Double.NaN : squaredDeviations / finite;
    }

    /**
     * The statistics of both sets of values, by Chan, Golub and LeVeque's update. Counts and extremes do not depend on the
     * order of merging; the last bits of the other figures do, so merge in the order of rows and units.
     */
    public ValueStatistics mergedWith(ValueStatistics other) {
        if (other.count == 0) {
            return this;
        }
        if (count == 0) {
            return other;
        }
        boolean onlyOther = finite == 0;
        boolean onlyThis = other.finite == 0;
        double delta = onlyOther || onlyThis ? 0 : other.mean - mean;
        double share = onlyOther || onlyThis ? 0 : (double) other.finite / (finite + other.finite);
        return new ValueStatistics(
                count + other.count,
                finite + other.finite,
                nan + other.nan,
                positiveInfinite + other.positiveInfinite,
                negativeInfinite + other.negativeInfinite,
                zeros + other.zeros,
                onlyOther ? other.min : onlyThis ? min : Math.min(min, other.min),
                onlyOther ? other.max : onlyThis ? max : Math.max(max, other.max),
                onlyOther ? other.mean : mean + delta * share,
                squaredDeviations + other.squaredDeviations + delta * delta * share * finite,
                energy + other.energy);
    }
}
