package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Computation;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.TapRule;
import io.sparkpooling.pooling.WholeTensor;
import io.sparkpooling.pooling.WindowedPooling;

/** Chooses the routine that computes a pooling. Each call gives a kernel of its own, with its own scratch space. */
public final class Kernels {
    private Kernels() {}

    /** The fastest kernel for a pooling; it gives the bits of the plain loops. */
    public static PoolingKernel of(Pooling pooling) {
        Computation computation = pooling.computation();
        return computation instanceof WindowedPooling windowed
                        && windowed.taps().equals(TapRule.ALL)
                ? windowed(windowed)
                : plainLoops(pooling);
    }

    private static PoolingKernel windowed(WindowedPooling pooling) {
        if (pooling.indices().isPresent()) {
            return new PlainLoops(pooling);
        }
        return FloatTwins.of(pooling)
                .or(() -> Geometry.of(pooling).map(geometry -> new DirectLoops(pooling, geometry)))
                .orElseGet(() -> new PlainLoops(pooling));
    }

    /** The kernel that is the definition: loops over outputs, axes and taps for any pooling whatever. */
    public static PoolingKernel plainLoops(Pooling pooling) {
        if (pooling.computation() instanceof WholeTensor whole) {
            return new RoutineKernel(whole.routine().get());
        }
        return new PlainLoops((WindowedPooling) pooling.computation());
    }
}
