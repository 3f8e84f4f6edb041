package io.sparkpooling.tensor;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the tensors of one column have in common, in the words of Arrow's {@code arrow.fixed_shape_tensor}: {@code shape} and
 * {@code dimNames} speak of the <em>physical</em> axes, as they lie in memory; the i-th <em>logical</em> axis, the one that a
 * user counts, is the physical axis {@code permutation[i]}.
 *
 * @param elementType the type of every element
 * @param shape the physical shape
 * @param dimNames a name for each physical axis, such as C, H, W; empty where the column does not say
 * @param permutation a permutation of 0 .. rank-1; empty where logical and physical order are the same
 */
public record TensorType(ElementType elementType, Shape shape, List<String> dimNames, List<Integer> permutation) {

    public TensorType {
        dimNames = List.copyOf(dimNames);
        permutation = List.copyOf(permutation);
        requireOneForEachAxis("dim_names", dimNames, shape);
        requireOneForEachAxis("permutation", permutation, shape);
        boolean complete = new HashSet<>(permutation)
                .containsAll(IntStream.range(0, permutation.size()).boxed().toList());
        if (!complete) {
            throw new InvalidArgumentException("Invalid permutation: %s (must hold each of 0 .. %d once)"
                    .formatted(permutation, shape.rank() - 1));
        }
    }

    /** A type whose axes have no names and lie in logical order. */
    public static TensorType of(ElementType elementType, Shape shape) {
        return new TensorType(elementType, shape, List.of(), List.of());
    }

    /** The physical axis of the logical axis {@code axis}. */
    public int physicalAxis(int axis) {
        return permutation.isEmpty() ? axis : permutation.get(axis);
    }

    /** The shape that a user sees: the physical shape in logical order. */
    public Shape logicalShape() {
        return Shape.of(IntStream.range(0, shape.rank())
                .map(axis -> shape.size(physicalAxis(axis)))
                .toArray());
    }

    /** The bytes of one tensor's elements. */
    public long bytes() {
        return (long) shape.elementCount() * elementType.bytes();
    }

    /** This type with another shape of the same rank. */
    public TensorType withShape(Shape newShape) {
        return new TensorType(elementType, newShape, dimNames, permutation);
    }

    /** This type with other elements. */
    public TensorType withElementType(ElementType newElementType) {
        return new TensorType(newElementType, shape, dimNames, permutation);
    }

    /** This type with these axis names. */
    public TensorType withDimNames(List<String> names) {
        return new TensorType(elementType, shape, names, permutation);
    }

    /** As users read it: {@code float32 24x56x56 (C,H,W)}. */
    @Override
    public String toString() {
        String names = dimNames.isEmpty() ? "" : " (" + String.join(",", dimNames) + ")";
        String order = permutation.isEmpty() ? "" : " permutation " + permutation;
        return elementType + " " + shape + names + order;
    }

    private static void requireOneForEachAxis(String what, List<?> values, Shape shape) {
        if (!values.isEmpty() && values.size() != shape.rank()) {
            throw new InvalidArgumentException(
                    "Invalid %s: %s for shape %s (must have one entry for each axis)".formatted(what, values, shape));
        }
    }
}
