package io.sparkpooling.kernel;

import io.sparkpooling.tensor.ElementType;
import java.util.Optional;

/** The door to the loops in vectors, found by name. */
final class IncubatingLoops extends PortableLoops {
    private static final float[] NONE = {1};

    @Override
    Optional<PoolingKernel> extremes(ElementType type, Geometry geometry, boolean smallest, SingleKernel plane) {
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
    FloatPlanes sums(Geometry geometry) {
        return SmallAverages.of(geometry, NONE)
                .or(() -> VectorSums.of(geometry))
                .orElseGet(() -> super.sums(geometry));
    }

    @Override
    FloatPlanes averages(Geometry geometry, float[] divisors) {
        return SmallAverages.of(geometry, divisors)
                .or(() -> divisors.length == 1 ? VectorSums.over(geometry, divisors[0]) : Optional.empty())
                .orElseGet(() -> super.averages(geometry, divisors));
    }

    @Override
    void divide(float[] values, int from, float[] divisors) {
        VectorPasses.divide(values, from, divisors);
    }

    @Override
    boolean mayHaveNan(float[] values, int from, int count) {
        return VectorPasses.hasNan(values, from, count);
    }

    @Override
    FloatPlanes means(Geometry geometry) {
        return new VectorMeans(geometry);
    }

    @Override
    void readFloat16(short[] source, int from, float[] values, int count) {
        VectorHalves.readFloat16(source, from, values, count);
    }

    @Override
    void readBFloat16(short[] source, int from, float[] values, int count) {
        VectorHalves.readBFloat16(source, from, values, count);
    }

    @Override
    void writeFloat16(float[] values, int count, short[] destination, int to) {
        VectorHalves.writeFloat16(values, count, destination, to);
    }

    @Override
    void writeBFloat16(float[] values, int count, short[] destination, int to) {
        VectorHalves.writeBFloat16(values, count, destination, to);
    }
}
