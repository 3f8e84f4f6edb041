package io.sparkpooling.kernel;

import java.util.stream.Stream;

/** Pools a plane of int64 axis by axis: what a pass gives is what the next one reads. */
final class PlanePasses {
    private final Pass[] passes;
    private long[] values;
    private long[] pooled;

    /** One axis: reads and overwrites {@code values}, writes {@code pooled}. */
    interface Pass {
        void pool(long[] values, long[] pooled);
    }

    /** Makes the pass over an axis with {@code before} slabs and {@code after} values at each place. */
    interface Kind {
        Pass over(int before, Axis axis, int after);
    }

    PlanePasses(Geometry geometry, Kind kind) {
        Axis depth = geometry.depth();
        Axis height = geometry.height();
        Axis width = geometry.width();
        int inner = geometry.inner();
        this.passes = Stream.of(
                        pass(kind, 1, depth, height.size() * width.size() * inner),
                        pass(kind, depth.outputs(), height, width.size() * inner),
                        pass(kind, depth.outputs() * height.outputs(), width, inner))
                .flatMap(pass -> pass)
                .toArray(Pass[]::new);
        int most = Stream.of(most(height), most(width), inner).reduce(most(depth), Math::multiplyExact);
        this.values = new long[most];
        this.pooled = new long[most];
    }

    /** None where every window is one place, its own. */
    private static Stream<Pass> pass(Kind kind, int before, Axis axis, int after) {
        boolean changesNothing = axis.size() == 1 && axis.outputs() == 1 && axis.taps()[0] == 1;
        return changesNothing ? Stream.empty() : Stream.of(kind.over(before, axis, after));
    }

    private static int most(Axis axis) {
        return Math.max(axis.size(), axis.outputs());
    }

    /** Where the values of a plane go, depth × height × width × inner. */
    long[] values() {
        return values;
    }

    /** Pools these values; gives where the outputs are until the next values come. */
    long[] pool() {
        for (Pass pass : passes) {
            pass.pool(values, pooled);
            long[] read = values;
            values = pooled;
            pooled = read;
        }
        return values;
    }
}
