package io.sparkpooling.pooling;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Which taps of a window count. A window of which none is left gives {@code nodata}, or NaN where there is no such value.
 *
 * @param nan what becomes of taps that are NaN
 * @param nodata the value that stands for a missing element; such taps do not count
 * @param mask the place of the mask among the inputs; taps count where it is not 0
 * @param maskEachElement whether the mask has an element for each of the tensor's, and not only for each place of the pooled axes
 */
public record TapRule(Nan nan, OptionalDouble nodata, OptionalInt mask, boolean maskEachElement) {
    /** All of them. */
    public static final TapRule ALL = new TapRule(Nan.PROPAGATE, OptionalDouble.empty(), OptionalInt.empty(), false);

    /** The same where NaN is a tap as any other. */
    public TapRule propagatingNan() {
        return new TapRule(Nan.PROPAGATE, nodata, mask, maskEachElement);
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
}
