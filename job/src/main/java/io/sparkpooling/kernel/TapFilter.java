package io.sparkpooling.kernel;

import io.sparkpooling.pooling.TapRule;
import io.sparkpooling.tensor.TensorView;

/** Leaves out the taps that do not count, and lists the weights of those that do. */
final class TapFilter {
    private final TapRule rule;
    private final double[] weights;

    /** Of windows with at most {@code mostTaps} taps. */
    TapFilter(TapRule rule, int mostTaps) {
        this.rule = rule;
        this.weights = new double[rule.weights().isPresent() ? mostTaps : 0];
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
            if (rule.counts(inputs, taps[i], places[i])) {
                if (weights.length > 0) {
                    weights[kept] = rule.weight(inputs, taps[i], places[i]);
                }
                taps[kept++] = taps[i];
            }
        }
        return kept;
    }

    /** The weights of the taps kept last; of length 0 where taps have none. */
    double[] weights() {
        return weights;
    }

    /** What a window without taps gives. */
    void writeNone(TensorView destination, int index) {
        destination.setNumber(index, rule.none());
    }
}
