package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Average;
import io.sparkpooling.pooling.Reduction;
import io.sparkpooling.pooling.Sum;
import io.sparkpooling.pooling.TapRule;
import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorView;
import java.util.Optional;

/**
 * Sums and averages in float32 of the taps that count: the others become +0, which changes no sum, since a sum that begins with +0
 * is never -0. How many count is counted apart.
 */
final class FilteredSums implements PoolingKernel {
    private static final int BLOCK = 1 << 16;

    private final ElementType type;
    private final Geometry geometry;
    private final FloatPlanes sums;
    private final CountedTaps counted;
    private final TapCounts counts;
    private final Optional<Average> average;
    private final int planesAtATime;
    private final float[] values;
    private final float[] results;

    private FilteredSums(WindowedPooling pooling, Geometry geometry) {
        this.type = pooling.input().elementType();
        this.geometry = geometry;
        this.sums = Vectors.loops().sums(geometry);
        this.counted = CountedTaps.of(pooling, geometry);
        this.counts = new TapCounts(pooling, geometry, counted);
        this.average = pooling.reduction() instanceof Average mean ? Optional.of(mean) : Optional.empty();
        this.planesAtATime = Math.min(geometry.outer(), Math.max(1, BLOCK / geometry.planeSize()));
        this.values = new float[planesAtATime * geometry.planeSize()];
        this.results = new float[planesAtATime * geometry.planeOutputs()];
    }

    /** The kernel for a sum or an average of 16 or 32-bit floats some of which do not count. */
    static Optional<PoolingKernel> of(WindowedPooling pooling, Geometry geometry) {
        Reduction reduction = pooling.reduction();
        ElementType type = pooling.input().elementType();
        return type.isFloatingPoint()
                        && FloatConversion.covers(type)
                        && !pooling.taps().equals(TapRule.ALL)
                        && (reduction instanceof Sum || reduction instanceof Average)
                ? Optional.of(new FilteredSums(pooling, geometry))
                : Optional.empty();
    }

    @Override
    public void pool(TensorView[] inputs, TensorView[] outputs) {
        for (int plane = 0; plane < geometry.outer(); plane += planesAtATime) {
            int planes = Math.min(planesAtATime, geometry.outer() - plane);
            read(inputs, plane, planes);
            sums.pool(values, 0, results, 0, planes);
            for (int i = 0; i < planes; i++) {
                counts.begin(inputs, (plane + i) * geometry.planeSize());
                write(i * geometry.planeOutputs(), outputs[0], (plane + i) * geometry.planeOutputs());
            }
        }
    }

    private void read(TensorView[] inputs, int plane, int planes) {
        int size = geometry.planeSize();
        int from = plane * size;
        TensorView source = inputs[0];
        FloatConversion.read(type, source.carrier(), source.offset() + from, values, planes * size);
        for (int i = 0; i < planes * size; i++) {
            int inPlane = i % size;
            values[i] = counted.counts(inputs, from + i - inPlane, inPlane) ? values[i] : 0;
        }
    }

    private void write(int from, TensorView destination, int to) {
        for (int i = 0; i < geometry.planeOutputs(); i++) {
            int count = counts.move(i);
            if (counts.isNone(count)) {
                counted.writeNone(destination, to + i);
            } else {
                write(results[from + i], count, destination, to + i);
            }
        }
    }

    /** What was not zero before it was rounded to 16 bits may be -0 behind it. */
    private void write(float sum, int count, TensorView destination, int index) {
        if (average.isEmpty()) {
            destination.setNumber(index, sum);
            return;
        }
        destination.setNumber(index, average.get().quotient(sum, count, counts.window()));
        if (destination.number(index) == 0) {
            destination.setNumber(index, 0);
        }
    }

    @Override
    public String name() {
        return sums.name() + " with gaps";
    }
}
