package io.sparkpooling.kernel;

import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.window.AdaptiveWindows;
import io.sparkpooling.window.AxisWindows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A tensor seen as {@code outer × depth × height × width × inner}, row-major: up to three pooled axes that lie side by side, all
 * that is before them, and all that is after them. A missing axis has size 1. A plane is one of the {@code outer} parts.
 */
record Geometry(int outer, Axis depth, Axis height, Axis width, int inner) {
    private static final int PLANE_AXES = 3;
    private static final int MUCH_OVERLAP = 4;

    /** The view of a pooling's tensors; none where the pooled axes do not lie side by side in logical order, or padding is filled. */
    static Optional<Geometry> of(WindowedPooling pooling) {
        List<Integer> axes = pooling.axes();
        boolean dense = pooling.windows().stream().allMatch(AxisWindows::isDense);
        boolean sideBySide = IntStream.range(1, axes.size()).allMatch(i -> axes.get(i) == axes.get(i - 1) + 1);
        List<AxisWindows> windows = merged(pooling.windows());
        if (!dense || !sideBySide || windows.size() > PLANE_AXES) {
            return Optional.empty();
        }
        Shape shape = pooling.input().shape();
        int outer = product(shape, 0, axes.get(0));
        int inner = product(shape, axes.get(axes.size() - 1) + 1, shape.rank());
        List<Axis> three = three(windows, inner).stream().map(Axis::of).toList();
        return Optional.of(new Geometry(outer, three.get(0), three.get(1), three.get(2), inner));
    }

    /** With missing axes before; a single axis is the height where rows of inner elements are rows already. */
    private static List<AxisWindows> three(List<AxisWindows> windows, int inner) {
        AxisWindows missing = new AdaptiveWindows(1, 1);
        if (windows.size() == 1 && inner > 1) {
            return List.of(missing, windows.get(0), missing);
        }
        List<AxisWindows> three = new ArrayList<>(Collections.nCopies(PLANE_AXES - windows.size(), missing));
        three.addAll(windows);
        return three;
    }

    /** Windows over whole axes, without padding, are one window over one long axis. */
    private static List<AxisWindows> merged(List<AxisWindows> windows) {
        boolean whole = windows.stream()
                .allMatch(axis -> axis.outputSize() == 1
                        && axis.taps(0) == axis.inputSize()
                        && axis.extent(0) == axis.inputSize());
        return whole
                ? List.of(new AdaptiveWindows(
                        windows.stream().mapToInt(AxisWindows::inputSize).reduce(1, Math::multiplyExact), 1))
                : windows;
    }

    private static int product(Shape shape, int from, int to) {
        return IntStream.range(from, to).map(shape::size).reduce(1, Math::multiplyExact);
    }

    /** The same with a single plane. */
    Geometry onePlane() {
        return new Geometry(1, depth, height, width, inner);
    }

    /** Whether a window has no tap at all. */
    boolean haveEmpty() {
        return Stream.of(depth, height, width)
                .anyMatch(axis -> IntStream.of(axis.taps()).anyMatch(taps -> taps == 0));
    }

    /** The elements of a plane. */
    int planeSize() {
        return places() * inner;
    }

    /** The outputs of a plane. */
    int planeOutputs() {
        return depth.outputs() * height.outputs() * width.outputs() * inner;
    }

    /** The elements of a plane for each inner one. */
    int places() {
        return depth.size() * height.size() * width.size();
    }

    /** Whether a plane has but one window for each inner element, and that has all of its places. */
    boolean isWhole() {
        return Stream.of(depth, height, width).allMatch(axis -> axis.outputs() == 1 && axis.taps()[0] == axis.size());
    }

    /** The largest number of taps of a window. */
    int mostTaps() {
        return Stream.of(depth, height, width).map(Axis::mostTaps).reduce(1, Math::multiplyExact);
    }

    /** Whether an element is a tap of so many windows that it pays to prepare a plane for them. */
    boolean overlapsMuch() {
        long taps = Stream.of(depth, height, width)
                .mapToLong(axis -> IntStream.of(axis.taps()).sum())
                .reduce(1, Math::multiplyExact);
        return taps >= MUCH_OVERLAP * (long) places();
    }

    /** Where a row of width × inner elements begins in its plane. */
    int row(int d, int h) {
        return (d * height.size() + h) * width.size() * inner;
    }
}
