package io.sparkpooling.window;

import java.util.Optional;

/**
 * The windows of one pooled axis: which elements of the input each element of the output looks at. A tap is an element inside
 * the input; padding is never materialised, it only shows in {@link #extent}, but where {@link FilledWindows} map it to elements. Axes are independent of each other, so a
 * window of several axes is the product of one window for each.
 */
public sealed interface AxisWindows permits SlidingWindows, AdaptiveWindows, FilledWindows {

    /** The size of the axis before pooling. */
    int inputSize();

    /** The number of windows; less than 1 where the window does not fit. */
    int outputSize();

    /** The first tap of a window; meaningless where the window has no taps. */
    int first(int output);

    /** The number of taps of a window. */
    int taps(int output);

    /** The distance between the taps of a window. */
    int step();

    /**
     * Where a window without taps would have had its first one: what PyTorch gives as the index of such a maximum, inside or
     * outside the input.
     */
    default int nominalFirst(int output) {
        return first(output);
    }

    /** The element that a position of a tap stands for: itself, but where padding is filled. */
    default int element(int position) {
        return position;
    }

    /** Whether taps are elements inside the axis at the positions where they stand, so that loops may step from one to the next. */
    default boolean isDense() {
        return true;
    }

    /** The number of positions of a window: its taps and those in padding, but none beyond the padding. */
    int extent(int output);

    /** The same windows as sliding ones, where there is one size and one distance for all of them. */
    Optional<SlidingWindows> asSliding();

    /** The elements at the begin of the axis that no window covers. */
    default int uncoveredAtBegin() {
        for (int output = 0; output < outputSize(); output++) {
            if (taps(output) > 0) {
                return first(output);
            }
        }
        return inputSize();
    }

    /** The elements at the end of the axis that no window covers. */
    default int uncoveredAtEnd() {
        for (int output = outputSize() - 1; output >= 0; output--) {
            if (taps(output) > 0) {
                return inputSize() - 1 - (first(output) + (taps(output) - 1) * step());
            }
        }
        return 0;
    }
}
