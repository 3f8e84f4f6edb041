package io.sparkpooling.kernel;

import io.sparkpooling.tensor.ElementType;

/**
 * The frame around fast float32 loops: hands them the tensor itself where it is float32, else some planes at a time, converted,
 * so that a plane is pooled while it is still in the cache.
 */
final class FloatKernel implements SingleKernel {
    private static final int BLOCK = 1 << 14;

    private final ElementType type;
    private final Geometry geometry;
    private final FloatPlanes planes;
    private final ElementMap before;
    private final ElementMap after;
    private final boolean direct;
    private final int planesAtATime;
    private final float[] inputs;
    private final float[] outputs;

    FloatKernel(ElementType type, Geometry geometry, FloatPlanes planes, ElementMap before, ElementMap after) {
        this.type = type;
        this.geometry = geometry;
        this.planes = planes;
        this.before = before;
        this.after = after;
        this.direct = type == ElementType.FLOAT32 && before == ElementMap.NONE;
        this.planesAtATime = Math.min(geometry.outer(), Math.max(1, BLOCK / geometry.planeSize()));
        this.inputs = new float[direct ? 0 : planesAtATime * geometry.planeSize()];
        this.outputs = new float[direct ? 0 : planesAtATime * geometry.planeOutputs()];
    }

    @Override
    public void pool(Object source, int sourceOffset, Object destination, int destinationOffset) {
        if (direct) {
            for (int plane = 0; plane < geometry.outer(); plane += planesAtATime) {
                int from = sourceOffset + plane * geometry.planeSize();
                int to = destinationOffset + plane * geometry.planeOutputs();
                int count = Math.min(planesAtATime, geometry.outer() - plane);
                poolFloats((float[]) source, from, (float[]) destination, to, count);
            }
            return;
        }
        for (int plane = 0; plane < geometry.outer(); plane += planesAtATime) {
            int count = Math.min(planesAtATime, geometry.outer() - plane);
            int elements = count * geometry.planeSize();
            FloatConversion.read(type, source, sourceOffset + plane * geometry.planeSize(), inputs, elements);
            before.apply(inputs, 0, elements);
            poolFloats(inputs, 0, outputs, 0, count);
            int written = count * geometry.planeOutputs();
            int to = destinationOffset + plane * geometry.planeOutputs();
            FloatConversion.write(type, outputs, written, destination, to);
            if (after == ElementMap.ZERO_ADDED && type != ElementType.FLOAT32) {
                addZero((short[]) destination, to, written);
            }
        }
    }

    private void poolFloats(float[] source, int sourceOffset, float[] destination, int destinationOffset, int count) {
        planes.pool(source, sourceOffset, destination, destinationOffset, count);
        int written = count * geometry.planeOutputs();
        after.apply(destination, destinationOffset, written);
        if (Vectors.loops().mayHaveNan(destination, destinationOffset, written)) {
            makeNotANumberCanonical(destination, destinationOffset, written);
        }
    }

    /** What was not zero before it was rounded to 16 bits may be -0 now: in both 16-bit types the sign bit alone. */
    private static void addZero(short[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            values[i] = values[i] == Short.MIN_VALUE ? 0 : values[i];
        }
    }

    /** Whatever NaN there are become the one that Java has. */
    static void makeNotANumberCanonical(float[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (values[i] != values[i]) {
                values[i] = Float.NaN;
            }
        }
    }

    @Override
    public String name() {
        return type == ElementType.FLOAT32 ? planes.name() : planes.name() + " by way of float32";
    }
}
