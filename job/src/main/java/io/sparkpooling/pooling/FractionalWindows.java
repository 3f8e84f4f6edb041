package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidTensorException;

/**
 * The windows of one axis under fractional pooling: all of one size, at distances that differ by at most one element, of which a
 * sample decides the pattern (Graham, "Fractional max-pooling").
 *
 * @param sample which of a plane's samples is this axis's
 * @param arithmetic the type that every step rounds to, as PyTorch's do to the element type
 */
record FractionalWindows(int inputSize, int kernelSize, int outputSize, int sample, ElementType arithmetic) {

    /** Sets {@code starts}, one for each output, to the first elements of the windows that the sample {@code u} places. */
    void place(double u, int[] starts) {
        int last = inputSize - kernelSize;
        double alpha = arithmetic.rounded(arithmetic.rounded(last) / arithmetic.rounded(outputSize - 1));
        int origin = (int) arithmetic.rounded(u * alpha);
        for (int output = 0; output < outputSize - 1; output++) {
            double position = arithmetic.rounded(arithmetic.rounded(arithmetic.rounded(output) + u) * alpha);
            starts[output] = inside((int) position - origin, last);
        }
        starts[outputSize - 1] = last;
    }

    /** Sixteen bits may round a window out of a long axis, where PyTorch gives up too. */
    private int inside(int start, int last) {
        if (start > last) {
            throw new InvalidTensorException("a window from %d on leaves an axis of %d elements (rounded to %s)"
                    .formatted(start, inputSize, arithmetic));
        }
        return start;
    }
}
