package io.sparkpooling.window;

import java.util.Optional;

/**
 * A window that slides along an axis: window {@code o} has its taps at {@code o*stride - paddingBegin + i*dilation} for
 * {@code i < kernelSize}, without those outside the input. Sizes follow PyTorch, with its rule that a last window kept by
 * {@link Rounding#CEIL} must begin inside the input or the padding before it.
 */
public record SlidingWindows(
        int inputSize, int kernelSize, int stride, int paddingBegin, int paddingEnd, int dilation, Rounding rounding)
        implements AxisWindows {

    /** The windows over an axis of {@code inputSize} elements; the padding is checked against the window. */
    public static SlidingWindows over(
            int inputSize, int kernelSize, int stride, Padding padding, int dilation, Rounding rounding) {
        Padding.Pair pair = padding.resolve(inputSize, kernelSize, stride, dilation);
        return new SlidingWindows(inputSize, kernelSize, stride, pair.begin(), pair.end(), dilation, rounding);
    }

    /** The positions from the first to the last tap of a whole window. */
    static long effectiveSize(int kernelSize, int dilation) {
        return (kernelSize - 1L) * dilation + 1;
    }

    @Override
    public int outputSize() {
        long room = (long) inputSize + paddingBegin + paddingEnd - effectiveSize(kernelSize, dilation);
        if (rounding == Rounding.FLOOR) {
            return Math.toIntExact(Math.max(0, Math.floorDiv(room, (long) stride) + 1));
        }
        long outputs = Math.floorDiv(room + stride - 1, (long) stride) + 1;
        boolean lastBeginsBehind = (outputs - 1) * stride >= (long) inputSize + paddingBegin;
        return Math.toIntExact(Math.max(0, lastBeginsBehind ? outputs - 1 : outputs));
    }

    @Override
    public int first(int output) {
        return (int) Math.min(firstInside(output), inputSize);
    }

    @Override
    public int nominalFirst(int output) {
        return (int) Math.min(firstInside(output), Integer.MAX_VALUE);
    }

    @Override
    public int taps(int output) {
        long end = Math.min(start(output) + effectiveSize(kernelSize, dilation), inputSize);
        long first = firstInside(output);
        return end <= first ? 0 : (int) ((end - first - 1) / dilation + 1);
    }

    @Override
    public int step() {
        return dilation;
    }

    @Override
    public int extent(int output) {
        long room = (long) inputSize + paddingEnd - start(output);
        return (int) Math.min(kernelSize, (room + dilation - 1) / dilation);
    }

    /** Whether the last window ends where the padded axis ends. */
    public boolean isExact() {
        long room = (long) inputSize + paddingBegin + paddingEnd - effectiveSize(kernelSize, dilation);
        return room >= 0 && room % stride == 0;
    }

    @Override
    public Optional<SlidingWindows> asSliding() {
        return Optional.of(this);
    }

    private long start(int output) {
        return (long) output * stride - paddingBegin;
    }

    private long firstInside(int output) {
        long start = start(output);
        return start >= 0 ? start : start + (-start + dilation - 1) / dilation * dilation;
    }
}
