package io.sparkpooling.bench;

import java.lang.reflect.Array;

/** No contestant but the measure of memory: {@link System#arraycopy} of the same input. */
final class ArrayCopy implements KernelContestant {
    private final Object values;
    private final Object copy;

    ArrayCopy(KernelWorkload workload, Object values) {
        this.values = values;
        this.copy = workload.type().newArray(Array.getLength(values));
    }

    @Override
    public void pool() {
        System.arraycopy(values, 0, copy, 0, Array.getLength(copy));
    }

    @Override
    public double[] answer() {
        return new double[0];
    }

    @Override
    public String name() {
        return "arraycopy";
    }
}
