package io.sparkpooling.window;

import java.util.stream.IntStream;

/**
 * Which output element stands for each input element of an axis when a pooled tensor is spread out again: the one whose window's
 * middle lies nearest, of two equally near ones the first. So each element of 2×2 windows gets its window's value, and elements
 * that no window covers get that of the nearest window.
 */
public final class NearestOutputs {
    private NearestOutputs() {}

    /** For each element of the axis an output; empty where no window has a tap. Middles are doubled, to stay integers. */
    public static int[] of(AxisWindows windows) {
        int[] outputs = IntStream.range(0, windows.outputSize())
                .filter(output -> windows.taps(output) > 0)
                .toArray();
        long[] middles = IntStream.of(outputs)
                .mapToLong(output -> 2L * windows.first(output) + (windows.taps(output) - 1L) * windows.step())
                .toArray();
        int[] nearest = new int[outputs.length == 0 ? 0 : windows.inputSize()];
        int at = 0;
        for (int element = 0; element < nearest.length; element++) {
            while (at + 1 < outputs.length
                    && Math.abs(middles[at + 1] - 2L * element) < Math.abs(middles[at] - 2L * element)) {
                at++;
            }
            nearest[element] = outputs[at];
        }
        return nearest;
    }

    /** The same where nothing is known of windows but the two sizes: the axis is shared out evenly. */
    public static int[] proportional(int inputSize, int outputSize) {
        return IntStream.range(0, outputSize == 0 ? 0 : inputSize)
                .map(element -> (int) ((2L * element + 1) * outputSize / (2L * inputSize)))
                .toArray();
    }
}
