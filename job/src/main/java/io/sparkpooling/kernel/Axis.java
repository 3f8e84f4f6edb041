package io.sparkpooling.kernel;

import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.SlidingWindows;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The windows of one axis as tables, for loops that visit them often.
 *
 * @param windows what the tables say
 * @param size the axis's size before pooling
 * @param outputs the number of windows
 * @param step the distance between the taps of a window
 * @param first the first tap of each window
 * @param taps the number of taps of each window
 * @param sliding the same as a sliding window, where it is one
 */
record Axis(
        AxisWindows windows,
        int size,
        int outputs,
        int step,
        int[] first,
        int[] taps,
        Optional<SlidingWindows> sliding) {

    static Axis of(AxisWindows windows) {
        int outputs = windows.outputSize();
        return new Axis(
                windows,
                windows.inputSize(),
                outputs,
                windows.step(),
                IntStream.range(0, outputs).map(windows::first).toArray(),
                IntStream.range(0, outputs).map(windows::taps).toArray(),
                windows.asSliding());
    }

    /** The largest number of taps of a window. */
    int mostTaps() {
        return IntStream.of(taps).max().orElse(0);
    }

    /** Where a tap of a window lies. */
    int tap(int output, int tap) {
        return first[output] + tap * step;
    }
}
