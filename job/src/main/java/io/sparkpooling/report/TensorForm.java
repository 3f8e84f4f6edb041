package io.sparkpooling.report;

import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A tensor type as the report writes it, in plain words and numbers.
 *
 * @param elementType such as {@code float32}
 * @param shape the physical shape, outermost axis first
 * @param dimNames a name for each physical axis; empty where the column does not say
 * @param permutation the physical axis of each logical axis; empty where the two orders are the same
 */
public record TensorForm(String elementType, List<Integer> shape, List<String> dimNames, List<Integer> permutation)
        implements Serializable {

    public TensorForm {
        shape = List.copyOf(shape);
        dimNames = List.copyOf(dimNames);
        permutation = List.copyOf(permutation);
        Shape.of(shape.stream().mapToInt(Integer::intValue).toArray());
        boolean permutes = permutation.stream()
                .sorted()
                .toList()
                .equals(IntStream.range(0, shape.size()).boxed().toList());
        if (!permutation.isEmpty() && !permutes) {
            throw new InvalidArgumentException(
                    "Invalid permutation: %s (must be one of %s axes)".formatted(permutation, shape.size()));
        }
    }

    /** The form of that type. */
    public static TensorForm of(TensorType type) {
        List<Integer> shape = IntStream.of(type.shape().toArray()).boxed().toList();
        return new TensorForm(type.elementType().word(), shape, type.dimNames(), type.permutation());
    }

    /** As users read it: {@code 64x56x56}, axes in logical order. */
    public String shapeText() {
        return Shape.of(IntStream.range(0, shape.size())
                        .map(axis -> shape.get(permutation.isEmpty() ? axis : permutation.get(axis)))
                        .toArray())
                .toString();
    }
}
