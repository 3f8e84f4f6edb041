package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorView;

/** Sums and maxima of some places of a plane, for the routines that have windows of their own. */
final class PlaneTaps {
    private PlaneTaps() {}

    /**
     * In float64, in the order of the list.
     *
     * @param places the taps: {@code count} places of the plane from index 0 on
     */
    static double sum(TensorView tensor, PlaneLayout layout, int plane, int[] places, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += tensor.number(layout.element(plane, places[i]));
        }
        return sum;
    }

    /** The element of the largest of at least one tap, by the rules of {@link Maximum}: NaN stays, of equal ones the first. */
    static int largest(TensorView tensor, PlaneLayout layout, int plane, int[] places, int count) {
        int best = layout.element(plane, places[0]);
        for (int i = 1; i < count; i++) {
            int element = layout.element(plane, places[i]);
            best = replaces(tensor, element, best) ? element : best;
        }
        return best;
    }

    private static boolean replaces(TensorView tensor, int element, int best) {
        ElementType type = tensor.type().elementType();
        if (type.isFloatingPoint()) {
            double number = tensor.number(element);
            return number > tensor.number(best) || Double.isNaN(number);
        }
        return type == ElementType.UINT64
                ? Long.compareUnsigned(tensor.integer(element), tensor.integer(best)) > 0
                : tensor.integer(element) > tensor.integer(best);
    }

    /** Writes an element to a tensor of the same type; NaN as the one canonical NaN. */
    static void copy(TensorView from, int element, TensorView to, int index) {
        if (to.type().elementType().isFloatingPoint()) {
            to.setNumber(index, from.number(element));
        } else {
            to.copy(index, from, element);
        }
    }
}
