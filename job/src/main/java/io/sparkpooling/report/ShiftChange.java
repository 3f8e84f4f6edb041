package io.sparkpooling.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * How much tensors change when the input moves by one element along its last pooled axis (the first element is repeated): sums over
 * the sampled tensors.
 *
 * @param energy the sum of x² before the move
 * @param movedEnergy the sum of x² after it
 * @param squaredDifference the sum of the squared differences between the two
 */
@JsonIgnoreProperties(value = "stability", allowGetters = true)
public record ShiftChange(double energy, double movedEnergy, double squaredDifference) implements Serializable {

    /** Of no tensors. */
    public static final ShiftChange NONE = new ShiftChange(0, 0, 0);

    /**
     * {@code 1 - |x - s(x)| / (|x| + |s(x)|)} with Euclidean norms: 1 where nothing changes, 0 where x turns into its opposite; NaN
     * where all is zero or nothing was measured.
     */
    @JsonProperty
    public double stability() {
        double norms = Math.sqrt(energy) + Math.sqrt(movedEnergy);
        return norms == 0 ? Double.NaN : 1 - Math.sqrt(squaredDifference) / norms;
    }

    /**
     * {@code x·s(x) / (|x| |s(x)|)}, the cosine of the angle between the two, of one tensor; NaN where one of them is all zero. The
     * product follows from the sums: {@code 2 x·s(x) = |x|² + |s(x)|² - |x - s(x)|²}.
     */
    public double cosine() {
        double norms = Math.sqrt(energy) * Math.sqrt(movedEnergy);
        double product = (energy + movedEnergy - squaredDifference) / 2;
        return norms == 0 ? Double.NaN : Math.max(-1, Math.min(1, product / norms));
    }

    /** Both together. */
    public ShiftChange mergedWith(ShiftChange other) {
        return new ShiftChange(
                energy + other.energy, movedEnergy + other.movedEnergy, squaredDifference + other.squaredDifference);
    }
}
