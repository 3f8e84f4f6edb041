package io.sparkpooling.window;

import io.sparkpooling.tensor.InvalidArgumentException;

/**
 * How far the windows of one axis may reach beyond the input. The padding itself has no value: a maximum never sees it, an
 * average only counts it. Each form has its own limit, so that no dense window lies in the padding alone.
 */
public sealed interface Padding {

    /** No padding. */
    Padding NONE = new Symmetric(0);

    /** The padding as numbers of elements, checked. */
    Pair resolve(int inputSize, int kernelSize, int stride, int dilation);

    /** PyTorch's: the same on both sides, at most half the kernel size. */
    record Symmetric(int size) implements Padding {
        @Override
        public Pair resolve(int inputSize, int kernelSize, int stride, int dilation) {
            if (size > kernelSize / 2) {
                throw new InvalidArgumentException(
                        "Invalid padding: %d with kernel_size %d (must be at most kernel_size / 2 = %d)"
                                .formatted(size, kernelSize, kernelSize / 2));
            }
            return new Pair(size, size);
        }

        @Override
        public String toString() {
            return Integer.toString(size);
        }
    }

    /** Before and after the input, as ONNX and JAX have it; each less than the window with its dilation. */
    record Pair(int begin, int end) implements Padding {
        @Override
        public Pair resolve(int inputSize, int kernelSize, int stride, int dilation) {
            long effectiveSize = SlidingWindows.effectiveSize(kernelSize, dilation);
            if (Math.max(begin, end) >= effectiveSize || (long) inputSize + begin + end > Integer.MAX_VALUE) {
                throw new InvalidArgumentException(
                        "Invalid padding: %s with kernel_size %d, dilation %d (must be less than the window's extent %d)"
                                .formatted(this, kernelSize, dilation, effectiveSize));
            }
            return this;
        }

        @Override
        public String toString() {
            return "[%d,%d]".formatted(begin, end);
        }
    }

    /** TensorFlow's: as much as gives {@code ceil(in / stride)} windows; an odd element goes to the end named. */
    enum Same implements Padding {
        SAME,
        SAME_LOWER;

        @Override
        public Pair resolve(int inputSize, int kernelSize, int stride, int dilation) {
            long outputs = ((long) inputSize + stride - 1) / stride;
            long total = (outputs - 1) * stride + SlidingWindows.effectiveSize(kernelSize, dilation) - inputSize;
            if (total > Integer.MAX_VALUE) {
                throw new InvalidArgumentException("Invalid padding: %s with kernel_size %d, dilation %d (would be %d)"
                        .formatted(this, kernelSize, dilation, total));
            }
            int smaller = (int) Math.max(total, 0) / 2;
            int larger = (int) Math.max(total, 0) - smaller;
            return this == SAME ? new Pair(smaller, larger) : new Pair(larger, smaller);
        }

        @Override
        public String toString() {
            return "'" + name().toLowerCase(java.util.Locale.ROOT) + "'";
        }
    }
}
