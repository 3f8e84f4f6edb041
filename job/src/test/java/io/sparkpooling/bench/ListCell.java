package io.sparkpooling.bench;

import java.util.Arrays;

/**
 * A list in a row: numbers of an array, in as many levels as there are sizes.
 *
 * @param array an array of primitives
 * @param from where its numbers begin there
 * @param sizes of the levels, outermost first
 */
record ListCell(Object array, int from, int... sizes) {

    int size() {
        return sizes[0];
    }

    boolean isNested() {
        return sizes.length > 1;
    }

    /** One of the lists in it. */
    ListCell part(int index) {
        int[] inner = Arrays.copyOfRange(sizes, 1, sizes.length);
        int elements = Arrays.stream(inner).reduce(1, Math::multiplyExact);
        return new ListCell(array, from + index * elements, inner);
    }
}
