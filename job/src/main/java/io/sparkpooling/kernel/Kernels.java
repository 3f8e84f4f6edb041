package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Cascade;
import io.sparkpooling.pooling.Computation;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.TapRule;
import io.sparkpooling.pooling.WholeTensor;
import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.window.AxisWindows;
import java.util.Optional;
import java.util.stream.IntStream;

/** Chooses the routine that computes a pooling. Each call gives a kernel of its own, with its own scratch space. */
public final class Kernels {
    private Kernels() {}

    /** The fastest kernel for a pooling; it gives the bits of the plain loops. */
    public static PoolingKernel of(Pooling pooling) {
        Computation computation = pooling.computation();
        if (computation instanceof Cascade cascade) {
            return new CascadeKernel(cascade, Kernels::of);
        }
        return computation instanceof WindowedPooling windowed
                ? TensorIndices.after(guarded(windowed), windowed)
                : plainLoops(pooling);
    }

    /** Where NaN is an error, it either stops everything or is not there. */
    private static PoolingKernel guarded(WindowedPooling pooling) {
        if (pooling.taps().nan() != TapRule.Nan.ERROR) {
            return windowed(pooling);
        }
        PoolingKernel plain = new PlainLoops(pooling);
        return pooling.windows().stream().allMatch(Kernels::haveTaps)
                ? new NanGuard(windowed(pooling.withTaps(pooling.taps().propagatingNan())), plain)
                : plain;
    }

    private static boolean haveTaps(AxisWindows windows) {
        return IntStream.range(0, windows.outputSize()).allMatch(output -> windows.taps(output) > 0);
    }

    private static PoolingKernel windowed(WindowedPooling pooling) {
        return FilledPadding.of(pooling, Kernels::dense).orElseGet(() -> dense(pooling));
    }

    private static PoolingKernel dense(WindowedPooling pooling) {
        Optional<Geometry> geometry = Geometry.of(pooling);
        boolean all = pooling.taps().equals(TapRule.ALL);
        return (all && pooling.indices().isEmpty() ? FloatTwins.of(pooling) : Optional.<PoolingKernel>empty())
                .or(() -> geometry.flatMap(planes -> KeyMaximum.of(pooling, planes)))
                .or(() -> geometry.flatMap(planes -> RankLoops.of(pooling, planes)))
                .or(() -> geometry.flatMap(planes -> FilteredSums.of(pooling, planes)))
                .or(() -> geometry.flatMap(planes -> ExactSums.of(pooling, planes)))
                .or(() -> geometry.flatMap(planes -> SharedSums.of(pooling, planes)))
                .or(() -> geometry.map(planes -> new DirectLoops(pooling, planes)))
                .orElseGet(() -> new PlainLoops(pooling));
    }

    /** The memory of the copies that the fastest kernel makes of a row's tensors: where padding is filled. */
    public static long copiedBytes(Pooling pooling) {
        return pooling.computation() instanceof WindowedPooling windowed
                ? FilledPadding.bytes(windowed, pooling.inputs())
                : 0;
    }

    /** The kernel that is the definition: loops over outputs, axes and taps for any pooling whatever. */
    public static PoolingKernel plainLoops(Pooling pooling) {
        if (pooling.computation() instanceof WholeTensor whole) {
            return new RoutineKernel(whole.routine().get());
        }
        if (pooling.computation() instanceof Cascade cascade) {
            return new CascadeKernel(cascade, Kernels::plainLoops);
        }
        WindowedPooling windowed = (WindowedPooling) pooling.computation();
        return TensorIndices.after(new PlainLoops(windowed), windowed);
    }
}
