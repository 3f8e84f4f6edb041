package io.sparkpooling.kernel;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorView;

/** Which element of a plane is the largest, or the smallest, of each window: the largest key of a window says where it lies. */
final class Extremes {
    private final Geometry geometry;
    private final Keys keys;
    private final PlanePasses maxima;
    private final int[] chosen;

    /** Of elements of a type, of which those that {@code counted} leaves out are not chosen. */
    Extremes(ElementType type, Geometry geometry, boolean smallest, CountedTaps counted) {
        this.geometry = geometry;
        this.keys = PackedKeys.covers(type)
                ? new PackedKeys(type, geometry, smallest, counted)
                : new RankedKeys(type, geometry, smallest, counted);
        this.maxima = new PlanePasses(geometry, AxisMaxima::new);
        this.chosen = new int[geometry.planeOutputs()];
    }

    /**
     * Chooses in the plane that begins at element {@code from}.
     *
     * @return for each output of the plane the chosen element of it, or -1 where a window has none; the same array each time
     */
    int[] choose(TensorView[] inputs, int from) {
        keys.write(inputs, from, maxima.values());
        long[] largest = maxima.pool();
        int inner = geometry.inner();
        for (int at = 0; at < chosen.length; ) {
            for (int column = 0; column < inner; column++, at++) {
                chosen[at] = largest[at] == Keys.NONE ? -1 : keys.place(largest[at], column) * inner + column;
            }
        }
        return chosen;
    }
}
