package io.sparkpooling.kernel;

import io.sparkpooling.pooling.PowerNorm;
import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.window.Window;

/** Turns sums of powers into norms; the elements were raised before they were summed, each once and not once a window. */
final class PowerRoots implements FloatPlanes {
    private final FloatPlanes sums;
    private final PowerNorm norm;
    private final int inner;
    private final int windows;
    private final long[] taps;

    PowerRoots(FloatPlanes sums, Geometry geometry, WindowedPooling pooling, PowerNorm norm) {
        this.sums = sums;
        this.norm = norm;
        this.inner = geometry.inner();
        this.windows = geometry.planeOutputs() / inner;
        this.taps = PlaneTable.of(pooling, Window::taps);
    }

    /** Raises elements to the power of a norm. */
    static ElementMap raising(PowerNorm norm) {
        return (values, from, count) -> {
            for (int i = from; i < from + count; i++) {
                values[i] = norm.raised(values[i]);
            }
        };
    }

    @Override
    public void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes) {
        sums.pool(source, sourceOffset, destination, destinationOffset, planes);
        int at = destinationOffset;
        for (int plane = 0; plane < planes; plane++) {
            for (int window = 0; window < windows; window++) {
                int windowTaps = (int) taps[taps.length == 1 ? 0 : window];
                for (int i = 0; i < inner; i++, at++) {
                    destination[at] = norm.root(destination[at], windowTaps);
                }
            }
        }
    }

    @Override
    public String name() {
        return sums.name();
    }
}
