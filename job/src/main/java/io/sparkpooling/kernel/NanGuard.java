package io.sparkpooling.kernel;

import io.sparkpooling.tensor.TensorView;

/** For {@code nan='error'}: fast where a tensor has no NaN, else the plain loops, which know which NaN to complain about, if any. */
record NanGuard(PoolingKernel withoutNan, PoolingKernel plain) implements PoolingKernel {

    @Override
    public void pool(TensorView[] inputs, TensorView[] outputs) {
        (hasNan(inputs[0]) ? plain : withoutNan).pool(inputs, outputs);
    }

    private static boolean hasNan(TensorView tensor) {
        int count = tensor.type().shape().elementCount();
        boolean any = false;
        for (int i = 0; i < count; i++) {
            any |= Double.isNaN(tensor.number(i));
        }
        return any;
    }

    @Override
    public String name() {
        return withoutNan.name();
    }
}
