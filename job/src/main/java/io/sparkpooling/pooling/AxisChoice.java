package io.sparkpooling.pooling;

import io.sparkpooling.pooling.Literal.Text;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which logical axes are pooled: those that {@code axes=} says; else those with the names of space and time, the last of them;
 * else the last axes, as in channels-first tensors. Names come from {@code layout=}, or from the column.
 */
final class AxisChoice {
    private static final Set<String> SPATIAL =
            Set.of("d", "h", "w", "l", "t", "x", "y", "z", "depth", "height", "width", "length", "time");

    private final Operation operation;
    private final Arguments arguments;
    private final TensorType input;
    private final List<String> names;

    AxisChoice(Operation operation, Arguments arguments, TensorType input) {
        this.operation = operation;
        this.arguments = arguments;
        this.input = input;
        this.names = arguments.text("layout").map(this::letters).orElseGet(this::columnNames);
    }

    /** The pooled logical axes, in the order in which lists of parameters speak of them. */
    List<Integer> axes() {
        List<Integer> axes = arguments.has("axes") ? named() : unnamed();
        OptionalInt pooled = operation.pooledAxes();
        if (pooled.isPresent() && axes.size() != pooled.getAsInt()) {
            throw new InvalidArgumentException("Invalid axes: %s (%s pools %d of the axes of %s)"
                    .formatted(axes, operation.name(), pooled.getAsInt(), input));
        }
        return axes;
    }

    private List<String> letters(String layout) {
        List<String> letters = layout.chars().mapToObj(Character::toString).toList();
        if (letters.size() != input.shape().rank()) {
            throw new InvalidArgumentException("Invalid layout: '%s' (%s has %d axes)"
                    .formatted(layout, input, input.shape().rank()));
        }
        return letters;
    }

    private List<String> columnNames() {
        return input.dimNames().isEmpty()
                ? List.of()
                : logicalAxes()
                        .mapToObj(axis -> input.dimNames().get(input.physicalAxis(axis)))
                        .toList();
    }

    private IntStream logicalAxes() {
        return IntStream.range(0, input.shape().rank());
    }

    private List<Integer> named() {
        List<Integer> axes = new ArrayList<>();
        for (Literal axis : arguments.items("axes")) {
            axes.add(axis instanceof Text name ? axisNamed(name.value()) : axisAt(Arguments.size(axis)));
        }
        if (new HashSet<>(axes).size() < axes.size()) {
            throw new InvalidArgumentException("Invalid axes: %s (one of them twice)".formatted(axes));
        }
        return axes;
    }

    private int axisAt(int axis) {
        int rank = input.shape().rank();
        if (axis < -rank || axis >= rank) {
            throw new InvalidArgumentException(
                    "Invalid axes: %d (%s has axes %d .. %d)".formatted(axis, input, -rank, rank - 1));
        }
        return axis < 0 ? axis + rank : axis;
    }

    private int axisNamed(String name) {
        if (names.indexOf(name) < 0) {
            throw new InvalidArgumentException("Unknown axis: %s (%s)"
                    .formatted(
                            name,
                            names.isEmpty()
                                    ? "the axes of " + input + " have no names; say layout='CHW' or the like"
                                    : "known: " + String.join(", ", names)));
        }
        return names.indexOf(name);
    }

    private List<Integer> unnamed() {
        List<Integer> spatial = spatial();
        int rank = input.shape().rank();
        int wanted = operation.pooledAxes().orElse(spatial.isEmpty() ? rank - 1 : spatial.size());
        if (wanted < 1 || wanted > rank) {
            throw new InvalidArgumentException(
                    "Cannot pool %s with %s: it has too few axes".formatted(input, operation.name()));
        }
        if (spatial.size() >= wanted) {
            return spatial.subList(spatial.size() - wanted, spatial.size());
        }
        if (!spatial.isEmpty() || arguments.has("layout")) {
            throw new InvalidArgumentException(
                    "Cannot choose the axes of %s: of %s, %d of D, H, W, L, T are needed (say axes=[...])"
                            .formatted(operation.name(), names, wanted));
        }
        int behind = Math.min(operation.axesBehind(), rank - wanted);
        return logicalAxes().skip(rank - wanted - behind).limit(wanted).boxed().toList();
    }

    private List<Integer> spatial() {
        return IntStream.range(0, names.size())
                .filter(axis -> SPATIAL.contains(names.get(axis).toLowerCase(Locale.ROOT)))
                .boxed()
                .toList();
    }
}
