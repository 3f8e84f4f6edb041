package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Pooling;

/** Chooses the routine that computes a pooling. Each call gives a kernel of its own, with its own scratch space. */
public final class Kernels {
    private Kernels() {}

    /** The fastest kernel for a pooling. */
    public static PoolingKernel of(Pooling pooling) {
        return plainLoops(pooling);
    }

    /** The kernel that is the definition: loops over outputs, axes and taps for any pooling whatever. */
    public static PoolingKernel plainLoops(Pooling pooling) {
        return new PlainLoops(pooling);
    }
}
