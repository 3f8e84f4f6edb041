package io.sparkpooling.pooling;

import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorView;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which taps of a window count, and how much. A window of which none is left gives {@code nodata}, or NaN where there is no such
 * value.
 *
 * @param nan what becomes of taps that are NaN
 * @param nodata the value that stands for a missing element; such taps do not count
 * @param mask taps count where it is not 0
 * @param weights how much taps count; where it is 0 they do not
 */
public record TapRule(Nan nan, OptionalDouble nodata, Optional<Companion> mask, Optional<Companion> weights) {
    /** All of them. */
    public static final TapRule ALL =
            new TapRule(Nan.PROPAGATE, OptionalDouble.empty(), Optional.empty(), Optional.empty());

    /** The same where NaN is a tap as any other. */
    public TapRule propagatingNan() {
        return new TapRule(Nan.PROPAGATE, nodata, mask, weights);
    }

    /** What becomes of NaN. */
    public enum Nan {
        /** It is a tap as any other, and mostly makes the result NaN. */
        PROPAGATE,
        /** It does not count. */
        SKIP,
        /** The row cannot be pooled. */
        ERROR
    }

    /**
     * A tensor that says something of each tap.
     *
     * @param input its place among the inputs
     * @param eachElement whether it has an element for each of the tensor's, and not only for each place of the pooled axes
     */
    public record Companion(int input, boolean eachElement) {

        private double number(TensorView[] inputs, int element, int place) {
            return inputs[input].number(eachElement ? element : place);
        }
    }

    /**
     * Whether a tap counts.
     *
     * @param element the tap as an element of the tensor
     * @param place the same as a place in the plane of pooled axes
     */
    public boolean counts(TensorView[] inputs, int element, int place) {
        if (mask.isPresent() && mask.get().number(inputs, element, place) == 0
                || weights.isPresent() && weight(inputs, element, place) == 0) {
            return false;
        }
        double value = inputs[0].number(element);
        if (Double.isNaN(value)) {
            return countsNan(element);
        }
        return nodata.isEmpty() || value != nodata.getAsDouble();
    }

    private boolean countsNan(int element) {
        if (nan == Nan.ERROR) {
            throw new InvalidTensorException("element %d is NaN (nan='error')".formatted(element));
        }
        return nan == Nan.PROPAGATE;
    }

    /** Whether a tap's weight is one, or there are no weights. */
    public boolean canWeigh(TensorView[] inputs, int element, int place) {
        return weights.isEmpty() || isWeight(weights.get().number(inputs, element, place));
    }

    private static boolean isWeight(double weight) {
        return weight >= 0 && Double.isFinite(weight);
    }

    /** How much a tap counts; only where there are weights. */
    public double weight(TensorView[] inputs, int element, int place) {
        double weight = weights.orElseThrow().number(inputs, element, place);
        if (!isWeight(weight)) {
            throw new InvalidTensorException(
                    "weight of element %d is %s (must be finite and >= 0)".formatted(element, weight));
        }
        return weight;
    }

    /** What a window without taps gives. */
    public double none() {
        return nodata.orElse(Double.NaN);
    }
}
