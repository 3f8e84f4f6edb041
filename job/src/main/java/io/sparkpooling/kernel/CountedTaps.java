package io.sparkpooling.kernel;

import io.sparkpooling.pooling.TapRule;
import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.tensor.TensorView;
import java.util.Optional;

/** Which elements of a plane count, each asked once and not once a window. */
final class CountedTaps {
    private final Optional<TapRule> rule;
    private final int inner;
    private final int size;

    private CountedTaps(Optional<TapRule> rule, Geometry geometry) {
        this.rule = rule;
        this.inner = geometry.inner();
        this.size = geometry.planeSize();
    }

    /** By the rule of a pooling. */
    static CountedTaps of(WindowedPooling pooling, Geometry geometry) {
        return new CountedTaps(Optional.of(pooling.taps()).filter(rule -> !rule.equals(TapRule.ALL)), geometry);
    }

    /** Whether any element may be left out. */
    boolean mayLeaveOut() {
        return rule.isPresent();
    }

    /** Whether an element of the plane that begins at element {@code from} counts. */
    boolean counts(TensorView[] inputs, int from, int element) {
        return rule.isEmpty() || rule.get().counts(inputs, from + element, element / inner);
    }

    /** Whether an element's weight is one, or elements have none. */
    boolean canWeigh(TensorView[] inputs, int from, int element) {
        return rule.isEmpty() || rule.get().canWeigh(inputs, from + element, element / inner);
    }

    /** How much an element counts: 1 where elements have no weights. */
    double weight(TensorView[] inputs, int from, int element) {
        return rule.isEmpty() || rule.get().weights().isEmpty()
                ? 1
                : rule.get().weight(inputs, from + element, element / inner);
    }

    /** Sets the keys of elements that do not count to {@link Keys#NONE}. */
    void leaveOut(TensorView[] inputs, int from, long[] keys) {
        if (rule.isPresent()) {
            for (int i = 0; i < size; i++) {
                keys[i] = counts(inputs, from, i) ? keys[i] : Keys.NONE;
            }
        }
    }

    /** Writes what a window gives in which none of the taps counts. */
    void writeNone(TensorView destination, int index) {
        destination.setNumber(index, rule.orElseThrow().none());
    }
}
