package io.sparkpooling.parity;

import java.util.List;

/**
 * Padding that differs from side to side: pairs, {@code 'same'} or {@code 'same_lower'}. PyTorch's pooling has none of it, so its
 * tensors are padded before it is asked. Computed from TensorFlow's and ONNX's formulas, apart from the code under test.
 */
final class Sides {
    private Sides() {}

    /** Whether the question has such padding. */
    static boolean differ(PoolCase question) {
        Object padding = question.parameters().get("padding");
        return padding instanceof String || padding instanceof List<?> list && list.get(0) instanceof List<?>;
    }

    /** The elements to add, begin and end of each pooled axis, the last axis first, as {@code constant_pad_nd} wants them. */
    static long[] lastAxisFirst(PoolCase question) {
        int axes = question.pooledAxes();
        long[] pads = new long[2 * axes];
        for (int axis = 0; axis < axes; axis++) {
            List<Long> pair = question.parameters().get("padding") instanceof List<?> pairs
                    ? ((List<?>) pairs.get(axis))
                            .stream().map(side -> ((Integer) side).longValue()).toList()
                    : same(question, axis);
            pads[2 * (axes - 1 - axis)] = pair.get(0);
            pads[2 * (axes - 1 - axis) + 1] = pair.get(1);
        }
        return pads;
    }

    private static List<Long> same(PoolCase question, int axis) {
        long in = question.shape().size(question.shape().rank() - question.pooledAxes() + axis);
        long[] kernel = question.longs("kernel_size", new long[0]);
        long stride = question.longs("stride", kernel)[axis];
        long dilation = question.longs("dilation", new long[] {1, 1, 1})[axis];
        long outputs = (in + stride - 1) / stride;
        long total = Math.max(0, (outputs - 1) * stride + (kernel[axis] - 1) * dilation + 1 - in);
        long smaller = total / 2;
        return question.parameters().get("padding").equals("same")
                ? List.of(smaller, total - smaller)
                : List.of(total - smaller, smaller);
    }
}
