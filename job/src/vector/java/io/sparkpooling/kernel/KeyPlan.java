package io.sparkpooling.kernel;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.SlidingWindows;
import java.util.Optional;

/**
 * What {@link KeyLanes} of every width need to know of a pooling.
 *
 * @param type of the elements
 * @param smallest whether minima are asked for
 * @param bands the rows of windows
 * @param length the elements of a row of the input
 * @param pitch the elements of a row with its padding
 * @param padding the elements of padding before a row
 * @param windows the windows along a row
 * @param inner the elements at each place of a row
 */
record KeyPlan(
        ElementType type,
        boolean smallest,
        RowBands bands,
        int length,
        int pitch,
        int padding,
        SlidingWindows windows,
        int inner) {
    private static final int FEW_TAPS = 3;

    /** The plan for windows that slide along rows, none of which is empty. */
    static Optional<KeyPlan> of(ElementType type, Geometry geometry, boolean smallest) {
        int inner = geometry.inner();
        int length = geometry.width().size() * inner;
        return geometry.width()
                .sliding()
                .filter(windows -> !geometry.haveEmpty())
                .filter(windows -> RowWindows.positions(windows) * inner <= RowBands.MOST_ELEMENTS)
                .filter(windows -> RowWindows.positions(windows) * inner <= 2L * length + RowWindows.SMALL_ROW)
                .flatMap(windows -> RowBands.of(geometry, length)
                        .map(bands -> new KeyPlan(
                                type,
                                smallest,
                                bands,
                                length,
                                Math.toIntExact(RowWindows.positions(windows) * inner),
                                windows.paddingBegin() * inner,
                                windows,
                                inner)));
    }

    /** The elements of a row of outputs. */
    int outputs() {
        return windows.outputSize() * inner;
    }

    /** The length of an array for the rows of the input of a band, and for a vector that reaches beyond them. */
    int inputLength(int lanes) {
        return Math.toIntExact(bands.elements()) + lanes;
    }

    /** The length of an array for the rows of outputs of a band before windows slide along them. */
    int foldedLength(int lanes) {
        return padding + (bands.rows() + 1) * pitch + 2 * lanes;
    }

    /** The length of an array for all outputs of a band. */
    int slidLength(int lanes) {
        return bands.rows() * outputs() + lanes;
    }

    /** What makes the smallest key the largest. */
    int flip() {
        return smallest ? -1 : 0;
    }

    /** The taps that lie side by side when the last step begins. */
    int covered() {
        int taps = windows.kernelSize();
        return taps <= FEW_TAPS ? 1 : Integer.highestOneBit(taps);
    }

    /** The distance from a window's begin to the second of what the last step compares. */
    int near() {
        int taps = windows.kernelSize();
        return distance(taps <= FEW_TAPS ? Math.min(1, taps - 1) : taps - covered());
    }

    /** The distance to the third. */
    int far() {
        return distance(windows.kernelSize() - covered());
    }

    /** The elements between a tap and the one {@code taps} after it. */
    int distance(int taps) {
        return taps * windows.dilation() * inner;
    }
}
