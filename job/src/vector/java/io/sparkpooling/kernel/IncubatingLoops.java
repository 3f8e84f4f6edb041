package io.sparkpooling.kernel;

import io.sparkpooling.tensor.ElementType;
import java.util.Optional;
import jdk.incubator.vector.VectorShape;

/** The door to the loops in vectors, found by name. */
final class IncubatingLoops implements VectorLoops {
    private static final int WIDE = 256;

    @Override
    public boolean areWide() {
        return VectorShape.preferredShape().vectorBitSize() >= WIDE;
    }

    @Override
    public Optional<PoolingKernel> extremes(ElementType type, Geometry geometry, boolean smallest, SingleKernel plane) {
        if (geometry.isWhole() && geometry.inner() == 1) {
            return Optional.empty();
        }
        return KeyPlan.of(type, geometry, smallest)
                .flatMap(plan -> lanes(type, plan).map(lanes -> new VectorExtremes(plan, lanes, geometry, plane)));
    }

    private static Optional<KeyLanes> lanes(ElementType type, KeyPlan plan) {
        return switch (type) {
            case FLOAT32 -> Optional.of(new FloatKeys(plan));
            case FLOAT16, BFLOAT16, INT16, UINT16 -> Optional.of(new ShortKeys(plan));
            case INT8, UINT8, BOOL -> Optional.of(new ByteKeys(plan));
            case FLOAT64, INT32, INT64, UINT32, UINT64 -> Optional.empty();
        };
    }

    @Override
    public Optional<FloatPlanes> sums(Geometry geometry) {
        return VectorSums.of(geometry);
    }

    @Override
    public void divide(float[] values, int from, float[] divisors) {
        VectorPasses.divide(values, from, divisors);
    }

    @Override
    public boolean hasNan(float[] values, int from, int count) {
        return VectorPasses.hasNan(values, from, count);
    }

    @Override
    public FloatPlanes means(Geometry geometry) {
        return new VectorMeans(geometry);
    }

    @Override
    public void readFloat16(short[] source, int from, float[] values, int count) {
        VectorHalves.readFloat16(source, from, values, count);
    }

    @Override
    public void readBFloat16(short[] source, int from, float[] values, int count) {
        VectorHalves.readBFloat16(source, from, values, count);
    }

    @Override
    public void writeFloat16(float[] values, int count, short[] destination, int to) {
        VectorHalves.writeFloat16(values, count, destination, to);
    }

    @Override
    public void writeBFloat16(float[] values, int count, short[] destination, int to) {
        VectorHalves.writeBFloat16(values, count, destination, to);
    }
}
