package io.sparkpooling.window;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Sliding windows whose padding is filled with elements of the axis, as {@code numpy.pad} does: every position in the padding is a
 * tap, and stands for an element inside. What a last window has beyond the padding stays empty. Places are positions of the padded
 * axis, so {@link #first} is negative in the padding before it; {@link #element} tells which element a position stands for.
 *
 * @param windows the windows, whose padding is filled
 * @param edge with what
 */
public record FilledWindows(SlidingWindows windows, Edge edge) implements AxisWindows {

    /** What stands in the padding. */
    public enum Edge {
        /** The axis mirrored at the middle of its first and last element, so that these are not repeated. */
        REFLECT,
        /** The first and the last element again. */
        REPLICATE
    }

    public FilledWindows {
        int padding = Math.max(windows.paddingBegin(), windows.paddingEnd());
        if (edge == Edge.REFLECT && padding >= windows.inputSize()) {
            throw new InvalidArgumentException(
                    "Invalid boundary: '%s' with padding %d (an axis of %d has no %d elements to mirror)"
                            .formatted(edge.name().toLowerCase(Locale.ROOT), padding, windows.inputSize(), padding));
        }
    }

    @Override
    public int inputSize() {
        return windows.inputSize();
    }

    @Override
    public int outputSize() {
        return windows.outputSize();
    }

    @Override
    public int first(int output) {
        return output * windows.stride() - windows.paddingBegin();
    }

    @Override
    public int taps(int output) {
        return windows.extent(output);
    }

    @Override
    public int step() {
        return windows.dilation();
    }

    @Override
    public int extent(int output) {
        return windows.extent(output);
    }

    @Override
    public int element(int position) {
        int inside = Math.max(0, Math.min(inputSize() - 1, position));
        return edge == Edge.REFLECT ? 2 * inside - position : inside;
    }

    @Override
    public Optional<SlidingWindows> asSliding() {
        return Optional.empty();
    }

    /**
     * The same windows over the axis with its padding filled in: none where ceil_mode makes a last one there that begins in what
     * was padding, and so is not kept here.
     */
    public Optional<SlidingWindows> overFilledAxis() {
        int filled = inputSize() + windows.paddingBegin() + windows.paddingEnd();
        SlidingWindows over = new SlidingWindows(
                filled, windows.kernelSize(), windows.stride(), 0, 0, windows.dilation(), windows.rounding());
        return Optional.of(over).filter(same -> same.outputSize() == outputSize());
    }

    /** For each place of the axis with its padding filled in the element that stands there. */
    public int[] filledAxis() {
        return IntStream.range(-windows.paddingBegin(), inputSize() + windows.paddingEnd())
                .map(this::element)
                .toArray();
    }

    @Override
    public boolean isDense() {
        return false;
    }

    @Override
    public int uncoveredAtBegin() {
        return windows.uncoveredAtBegin();
    }

    @Override
    public int uncoveredAtEnd() {
        return windows.uncoveredAtEnd();
    }
}
