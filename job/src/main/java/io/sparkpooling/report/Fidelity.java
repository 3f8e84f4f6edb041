package io.sparkpooling.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * What a sample of the tensors kept: each pooled tensor is spread out again to the shape before, every element with the value of
 * the nearest window (nearest-neighbour reconstruction), and compared with the tensor before. Pairs with NaN or an infinity do not
 * count. Sums, so that units can be merged.
 *
 * @param tensors the tensors that were sampled
 * @param elements the elements that were compared
 * @param equalElements those that the reconstruction gives exactly: what counts for labels
 * @param min the smallest of the elements before; NaN where there is none
 * @param max the largest
 * @param energy the sum of their squares
 * @param reconstructedEnergy the sum of the squares of the reconstruction
 * @param squaredError the sum of the squared differences
 * @param shiftBefore how the tensors change when they move by one element
 * @param shiftAfter how the pooled tensors change when the tensors move by one element
 */
@JsonIgnoreProperties(
        value = {"psnr", "energyKept", "agreement"},
        allowGetters = true)
public record Fidelity(
        long tensors,
        long elements,
        long equalElements,
        double min,
        double max,
        double energy,
        double reconstructedEnergy,
        double squaredError,
        ShiftChange shiftBefore,
        ShiftChange shiftAfter)
        implements Serializable {

    /** Of no tensors: the neutral element of {@link #mergedWith}. */
    public static final Fidelity NONE =
            new Fidelity(0, 0, 0, Double.NaN, Double.NaN, 0, 0, 0, ShiftChange.NONE, ShiftChange.NONE);

    /** {@code 10 log10((max - min)² / mean squared error)} in decibels; infinite where there is no error. */
    @JsonProperty
    public double psnr() {
        double peak = max - min;
        return elements == 0 ? Double.NaN : 10 * Math.log10(peak * peak * elements / squaredError);
    }

    /** The reconstruction's energy as a share of the energy before. */
    @JsonProperty
    public double energyKept() {
        return energy == 0 ? Double.NaN : reconstructedEnergy / energy;
    }

    /** The share of elements that the reconstruction gives exactly. */
    @JsonProperty
    public double agreement() {
        return elements == 0 ? Double.NaN : (double) equalElements / elements;
    }

    /** Both samples; merge in the order of units, as the last bits depend on it. */
    public Fidelity mergedWith(Fidelity other) {
        return new Fidelity(
                tensors + other.tensors,
                elements + other.elements,
                equalElements + other.equalElements,
                Double.isNaN(min) ? other.min : Double.isNaN(other.min) ? min : Math.min(min, other.min),
                Double.isNaN(max) ? other.max : Double.isNaN(other.max) ? max : Math.max(max, other.max),
                energy + other.energy,
                reconstructedEnergy + other.reconstructedEnergy,
                squaredError + other.squaredError,
                shiftBefore.mergedWith(other.shiftBefore),
                shiftAfter.mergedWith(other.shiftAfter));
    }
}
