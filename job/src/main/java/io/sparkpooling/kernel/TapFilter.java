package io.sparkpooling.kernel;

import io.sparkpooling.pooling.TapRule;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorView;

/** Leaves out the taps that do not count. */
final class TapFilter {
    private final TapRule rule;

    TapFilter(TapRule rule) {
        this.rule = rule;
    }

    /**
     * Moves the taps that count to the front.
     *
     * @param taps elements of the tensor
     * @param places the same as places in the plane of pooled axes
     * @return how many count
     */
    int keep(TensorView[] inputs, int[] taps, int[] places, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (counts(inputs, taps[i], places[i])) {
                taps[kept++] = taps[i];
            }
        }
        return kept;
    }

    /** Whether an element of the tensor counts, at a place of its plane of pooled axes. */
    boolean counts(TensorView[] inputs, int tap, int place) {
        if (rule.mask().isPresent()
                && inputs[rule.mask().getAsInt()].number(rule.maskEachElement() ? tap : place) == 0) {
            return false;
        }
        double value = inputs[0].number(tap);
        if (Double.isNaN(value)) {
            return countsNan(tap);
        }
        return rule.nodata().isEmpty() || value != rule.nodata().getAsDouble();
    }

    private boolean countsNan(int tap) {
        if (rule.nan() == TapRule.Nan.ERROR) {
            throw new InvalidTensorException("element %d is NaN (nan='error')".formatted(tap));
        }
        return rule.nan() == TapRule.Nan.PROPAGATE;
    }

    /** What a window without taps gives. */
    void writeNone(TensorView destination, int index) {
        destination.setNumber(index, rule.nodata().orElse(Double.NaN));
    }
}
