package io.sparkpooling.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sizes of a tensor's axes, outermost first; elements lie in row-major order (the last axis is contiguous). Immutable.
 * Sizes are at least 0, and a tensor has at most {@link Integer#MAX_VALUE} elements, since it is held in one array.
 */
public final class Shape {
    private static final int LARGEST_RANK = 16;

    private final int[] sizes;
    private final int elementCount;

    private Shape(int[] sizes) {
        this.sizes = sizes;
        this.elementCount = countElements(sizes);
    }

    /** The shape of these axis sizes: {@code Shape.of(24, 56, 56)}. */
    public static Shape of(int... sizes) {
        return new Shape(sizes.clone());
    }

    private static int countElements(int[] sizes) {
        if (sizes.length > LARGEST_RANK) {
            throw new InvalidArgumentException(
                    "Invalid shape: %d axes (must be at most %d)".formatted(sizes.length, LARGEST_RANK));
        }
        boolean empty = false;
        for (int size : sizes) {
            if (size < 0) {
                throw new InvalidArgumentException(
                        "Invalid shape: %s (sizes must not be negative)".formatted(text(sizes)));
            }
            empty |= size == 0;
        }
        return empty ? 0 : product(sizes);
    }

    private static int product(int[] sizes) {
        long product = 1;
        for (int size : sizes) {
            product *= size;
            if (product > Integer.MAX_VALUE) {
                throw new InvalidArgumentException("Invalid shape: %s (a tensor has at most %d elements)"
                        .formatted(text(sizes), Integer.MAX_VALUE));
            }
        }
        return (int) product;
    }

    /** The number of axes. */
    public int rank() {
        return sizes.length;
    }

    /** The size of an axis, counted from the outermost. */
    public int size(int axis) {
        return sizes[axis];
    }

    /** The product of all sizes; 1 for a tensor without axes. */
    public int elementCount() {
        return elementCount;
    }

    /** The sizes, outermost first; a copy. */
    public int[] toArray() {
        return sizes.clone();
    }

    /** The distance of neighbours on each axis, in elements. */
    public int[] strides() {
        int[] strides = new int[sizes.length];
        int stride = 1;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= sizes[axis];
        }
        return strides;
    }

    /** This shape with another size on one axis. */
    public Shape withSize(int axis, int size) {
        int[] changed = sizes.clone();
        changed[axis] = size;
        return new Shape(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** As users read it: {@code 24x56x56}. */
    @Override
    public String toString() {
        return text(sizes);
    }

    private static String text(int[] sizes) {
        return sizes.length == 0
                ? "scalar"
                : IntStream.of(sizes).mapToObj(Integer::toString).collect(Collectors.joining("x"));
    }
}
