package io.sparkpooling.window;

import java.util.Optional;

/**
 * Windows that share the axis out among a given number of outputs: window {@code o} is {@code floor(o*in/out)} up to
 * {@code ceil((o+1)*in/out)}. They have unequal sizes, overlap where {@code out} does not divide {@code in}, and repeat
 * elements where {@code out > in}. One output is global pooling. In integers, as PyTorch does since it gave up float32 here.
 */
public record AdaptiveWindows(int inputSize, int outputSize) implements AxisWindows {

    @Override
    public int first(int output) {
        return (int) ((long) output * inputSize / outputSize);
    }

    @Override
    public int taps(int output) {
        long end = 1 + ((output + 1L) * inputSize - 1) / outputSize;
        return (int) end - first(output);
    }

    @Override
    public int step() {
        return 1;
    }

    @Override
    public int extent(int output) {
        return taps(output);
    }

    @Override
    public Optional<SlidingWindows> asSliding() {
        int size = inputSize / outputSize;
        return inputSize % outputSize == 0
                ? Optional.of(SlidingWindows.over(inputSize, size, size, Padding.NONE, 1, Rounding.FLOOR))
                : Optional.empty();
    }
}
