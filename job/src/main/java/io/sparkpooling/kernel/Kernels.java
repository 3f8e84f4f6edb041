package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Pooling;

/** Chooses the routine that computes a pooling. Each call gives a kernel of its own, with its own scratch space. */
public final class Kernels {
    private Kernels() {}

    /** The fastest kernel for a pooling; it gives the bits of the plain loops. */
    public static PoolingKernel of(Pooling pooling) {
        return FloatTwins.of(pooling)
                .or(() -> Geometry.of(pooling).map(geometry -> new DirectLoops(pooling, geometry)))
                .orElseGet(() -> plainLoops(pooling));
    }

    /** The kernel that is the definition: loops over outputs, axes and taps for any pooling whatever. */
    public static PoolingKernel plainLoops(Pooling pooling) {
        return new PlainLoops(pooling);
    }
}
