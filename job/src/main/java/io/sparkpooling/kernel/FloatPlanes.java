package io.sparkpooling.kernel;

/**
 * Pools planes of float32, for one reduction and one {@link Geometry}. NaN may come out with any payload; {@link FloatKernel}
 * makes them all alike.
 */
interface FloatPlanes {

    /**
     * Pools {@code planes} planes that lie one after the other.
     *
     * @param source planes × depth × height × width × inner elements from {@code sourceOffset} on
     * @param destination the outputs in the same order from {@code destinationOffset} on
     */
    void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes);

    /** Along what it works. */
    String name();
}
