package io.sparkpooling.report.study;

import io.sparkpooling.report.FidelityMeter;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A small change of the input under which a network's answer should not change: what the study asks of a pooling. A shift moves along
 * one pooled axis (to the right, down, later) and repeats the first element, as the report's stability does along the last; a rotation turns the last two pooled axes about
 * the middle, a scaling stretches them (or the only one), both by {@link Resampling}.
 *
 * @param amount elements of a shift, degrees of a rotation, factor of a scaling
 * @param axisFromLast the pooled axis of a shift, counted from the last, which is 0; 0 for all others, which have their axes
 */
public record Motion(Kind kind, double amount, int axisFromLast) {
    /** More than any tensor has; those that a tensor has not are not made. */
    private static final int MOST_AXES = 8;

    private static final int MOST_DEGREES = 5;
    private static final double[] FACTORS = {0.95, 1.05};

    /** What is done to the input. */
    public enum Kind {
        SHIFT,
        ROTATION,
        SCALING
    }

    /** One of the last pooled axes: the last of a shift, the last two of a rotation. */
    public Motion(Kind kind, double amount) {
        this(kind, amount, 0);
    }

    /** Shifts by 1 to {@code shifts} elements along each axis, the last first, rotations by one to five degrees to either side, scalings by 0.95 and 1.05. */
    public static List<Motion> upTo(int shifts) {
        Stream<Motion> shifted = IntStream.range(0, MOST_AXES).boxed().flatMap(axis -> IntStream.rangeClosed(1, shifts)
                .mapToObj(amount -> new Motion(Kind.SHIFT, amount, axis)));
        Stream<Motion> turned = IntStream.rangeClosed(-MOST_DEGREES, MOST_DEGREES)
                .filter(degrees -> degrees != 0)
                .mapToObj(degrees -> new Motion(Kind.ROTATION, degrees));
        Stream<Motion> scaled = DoubleStream.of(FACTORS).mapToObj(factor -> new Motion(Kind.SCALING, factor));
        return Stream.of(shifted, turned, scaled).flatMap(motions -> motions).toList();
    }

    /** Whether tensors that are pooled along that many axes can be moved so: a line does not turn, and does not move down. */
    public boolean moves(int pooledAxes) {
        return pooledAxes >= (kind == Kind.ROTATION ? 2 : 1 + axisFromLast);
    }

    /**
     * Writes the moved tensor.
     *
     * @param axes the pooled axes in logical order, each as the physical axis it is
     * @param into a tensor of the same type
     */
    public void apply(TensorView source, List<Integer> axes, TensorView into) {
        List<Integer> plane = axes.subList(Math.max(0, axes.size() - 2), axes.size());
        switch (kind) {
            case SHIFT -> shift(source, axes.get(axes.size() - 1 - axisFromLast), into);
            case ROTATION -> Resampling.rotation(amount).apply(source, plane, into);
            case SCALING -> Resampling.scaling(amount).apply(source, plane, into);
        }
    }

    private void shift(TensorView source, int axis, TensorView into) {
        FidelityMeter.move(source, axis, into);
        for (int element = 1; element < amount; element++) {
            FidelityMeter.move(into, axis, into);
        }
    }
}
