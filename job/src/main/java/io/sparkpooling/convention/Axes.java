package io.sparkpooling.convention;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the metadata of a column whose rows differ in shape say of the axes of all rows.
 *
 * @param dimNames a name for each physical axis; empty where nothing is said
 * @param permutation the physical axis of each logical one; empty where they lie in order
 * @param uniform the size of each physical axis that all rows share; empty where nothing is said
 */
record Axes(List<String> dimNames, List<Integer> permutation, List<OptionalInt> uniform) {
    /** Nothing said. */
    static final Axes UNKNOWN = new Axes(List.of(), List.of(), List.of());

    private static final String UNIFORM = "uniform_shape";

    Axes {
        dimNames = List.copyOf(dimNames);
        permutation = List.copyOf(permutation);
        uniform = List.copyOf(uniform);
    }

    /**
     * What the JSON object of {@code arrow.variable_shape_tensor} says, if that can be true of one tensor at least.
     *
     * @throws InvalidArgumentException if it cannot
     */
    static Axes of(JsonNode metadata) {
        if (!metadata.isObject()) {
            throw new InvalidArgumentException("Invalid metadata: %s (must be an object)".formatted(metadata));
        }
        Axes axes = new Axes(
                MetadataJson.texts(metadata, "dim_names"),
                MetadataJson.integers(metadata, "permutation"),
                uniform(metadata));
        axes.stated().findFirst().ifPresent(axes::requirePossible);
        return axes;
    }

    private static List<OptionalInt> uniform(JsonNode metadata) {
        List<OptionalInt> sizes = new ArrayList<>();
        for (JsonNode size : MetadataJson.array(metadata, UNIFORM)) {
            sizes.add(size.isNull() ? OptionalInt.empty() : OptionalInt.of(MetadataJson.integer(size)));
        }
        return sizes;
    }

    /** The lists that say anything; each has one entry for each axis. */
    private Stream<List<?>> stated() {
        return Stream.<List<?>>of(uniform, dimNames, permutation).filter(list -> !list.isEmpty());
    }

    private void requirePossible(List<?> stated) {
        int[] sizes = new int[stated.size()];
        Arrays.fill(sizes, 1);
        for (int axis = 0; axis < uniform.size(); axis++) {
            sizes[axis] = uniform.get(axis).orElse(1);
        }
        typeOf(ElementType.FLOAT32, Shape.of(sizes));
    }

    /**
     * The type of a row's tensor.
     *
     * @throws InvalidArgumentException if names or permutation do not fit the shape
     * @throws InvalidTensorException if the shape is not the uniform one
     */
    TensorType typeOf(ElementType elements, Shape shape) {
        if (!uniform.isEmpty() && !isUniform(shape)) {
            throw new InvalidTensorException(
                    "its shape %s is not of the column's uniform shape %s".formatted(shape, uniformText()));
        }
        return new TensorType(elements, shape, dimNames, permutation);
    }

    private boolean isUniform(Shape shape) {
        if (shape.rank() != uniform.size()) {
            return false;
        }
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (uniform.get(axis).orElse(shape.size(axis)) != shape.size(axis)) {
                return false;
            }
        }
        return true;
    }

    private String uniformText() {
        return uniform.stream()
                .map(size -> size.isPresent() ? Integer.toString(size.getAsInt()) : "?")
                .collect(Collectors.joining("x"));
    }

    /** The same of pooled rows, of which one has that shape: axes that had one size have one, if there are as many. */
    Axes pooledTo(Shape shape) {
        if (uniform.size() != shape.rank()) {
            return new Axes(dimNames, permutation, List.of());
        }
        List<OptionalInt> sizes = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            sizes.add(uniform.get(axis).isPresent() ? OptionalInt.of(shape.size(axis)) : OptionalInt.empty());
        }
        return new Axes(dimNames, permutation, sizes);
    }
}
