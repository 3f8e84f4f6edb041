package io.sparkpooling.convention;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the user says of a column: {@code --shape}, {@code --dtype} and {@code --layout}. A hint adds what the file leaves
 * open; one that contradicts the file is an error, since silently believing either side would pool the wrong axes.
 *
 * @param shape the logical shape: the axes as the user counts them
 * @param elementType the type of the elements
 * @param layout a name for each logical axis, such as C, H, W; empty where not given
 */
public record ColumnHints(Optional<Shape> shape, Optional<ElementType> elementType, List<String> layout)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Nothing said. */
    public static final ColumnHints NONE = new ColumnHints(Optional.empty(), Optional.empty(), List.of());

    /** A shape alone. */
    public static ColumnHints ofShape(Shape shape) {
        return new ColumnHints(Optional.of(shape), Optional.empty(), List.of());
    }

    public ColumnHints {
        layout = List.copyOf(layout);
        if (new HashSet<>(layout).size() < layout.size()) {
            throw new InvalidArgumentException(
                    "Invalid layout: %s (must name each axis once)".formatted(String.join(",", layout)));
        }
    }

    /** What is said besides the shape. */
    ColumnHints withoutShape() {
        return new ColumnHints(Optional.empty(), elementType, layout);
    }

    /**
     * The type of {@code column} with what the user adds to it.
     *
     * @throws InvalidArgumentException if a hint contradicts the file
     */
    public TensorType addTo(TensorType stored, String column) {
        elementType.ifPresent(hint -> requireSame("dtype", column, hint, stored.elementType()));
        shape.ifPresent(hint -> requireSame("shape", column, hint, stored.logicalShape()));
        return layout.isEmpty() ? stored : withLayout(stored, column);
    }

    private static void requireSame(String what, String column, Object hint, Object stored) {
        if (!hint.equals(stored)) {
            throw new InvalidArgumentException(
                    "Invalid %s of column %s: %s (the file says %s)".formatted(what, column, hint, stored));
        }
    }

    private TensorType withLayout(TensorType stored, String column) {
        int rank = stored.shape().rank();
        if (layout.size() != rank) {
            throw new InvalidArgumentException("Invalid layout of column %s: %s (its shape %s has %d axes)"
                    .formatted(column, String.join(",", layout), stored.logicalShape(), rank));
        }
        String[] physical = new String[rank];
        for (int axis = 0; axis < rank; axis++) {
            physical[stored.physicalAxis(axis)] = layout.get(axis);
        }
        TensorType named = stored.withDimNames(Arrays.asList(physical));
        if (!stored.dimNames().isEmpty()) {
            requireSame("layout", column, String.join(",", layout), String.join(",", logicalNames(stored)));
        }
        return named;
    }

    private static List<String> logicalNames(TensorType stored) {
        return IntStream.range(0, stored.shape().rank())
                .mapToObj(axis -> stored.dimNames().get(stored.physicalAxis(axis)))
                .toList();
    }

    private Object writeReplace() {
        return new SerialForm(shape.map(Shape::toArray).orElse(null), elementType.orElse(null), layout);
    }

    /** {@link Optional} and {@link Shape} do not serialize. */
    private record SerialForm(int[] shape, ElementType elementType, List<String> layout) implements Serializable {
        private static final long serialVersionUID = 1L;

        private Object readResolve() {
            return new ColumnHints(Optional.ofNullable(shape).map(Shape::of), Optional.ofNullable(elementType), layout);
        }
    }
}
