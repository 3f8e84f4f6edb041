package io.sparkpooling.kernel;

import io.sparkpooling.kernel.RowBands.Band;

/**
 * Maxima and minima in vectors: first over the rows of a window, then along the row. The order of taps is of no interest but for NaN
 * with a sign, and for zeros of both signs, of which the definition keeps the first: planes where that may matter are pooled once
 * more by the loops without vectors.
 */
final class VectorExtremes implements SingleKernel {
    private final KeyPlan plan;
    private final KeyLanes lanes;
    private final Geometry geometry;
    private final SingleKernel plane;

    /**
     * @param plane the kernel without vectors for one plane
     */
    VectorExtremes(KeyPlan plan, KeyLanes lanes, Geometry geometry, SingleKernel plane) {
        this.plan = plan;
        this.lanes = lanes;
        this.geometry = geometry;
        this.plane = plane;
    }

    @Override
    public void pool(Object source, int sourceOffset, Object destination, int destinationOffset) {
        for (int first = 0; first < geometry.outer(); first += plan.bands().planes()) {
            int planes = Math.min(plan.bands().planes(), geometry.outer() - first);
            int from = sourceOffset + first * geometry.planeSize();
            int to = destinationOffset + first * geometry.planeOutputs();
            for (Band band : plan.bands().of(planes)) {
                lanes.read(source, from + band.firstInput() * plan.length(), band);
                lanes.fold(band);
                lanes.slide(band);
                lanes.write(band, destination, to + band.first() * plan.outputs());
            }
            if (lanes.isDoubtful()) {
                poolAgain(source, from, destination, to, planes);
            }
        }
    }

    private void poolAgain(Object source, int from, Object destination, int to, int planes) {
        for (int i = 0; i < planes; i++) {
            plane.pool(source, from + i * geometry.planeSize(), destination, to + i * geometry.planeOutputs());
        }
    }

    @Override
    public String name() {
        return "vectors";
    }
}
