package io.sparkpooling.kernel;

/**
 * Pools one tensor after the other. A kernel owns its scratch space, so that pooling allocates nothing; it serves one thread at a
 * time.
 */
public interface PoolingKernel {

    /**
     * Pools one tensor.
     *
     * @param source carrier array of the element type; the tensor lies at {@code sourceOffset}, in the input's physical shape
     * @param destination another array of the same kind; the output's elements are written from {@code destinationOffset} on,
     *     and no others
     */
    void pool(Object source, int sourceOffset, Object destination, int destinationOffset);

    /** Which implementation this is, for logs and reports. */
    String name();
}
