package io.sparkpooling.pooling;

import io.sparkpooling.window.AdaptiveWindows;
import java.util.stream.IntStream;

/**
 * Which elements of one axis make each of its outputs, and how much each weighs, in whole numbers so that sums of small integers
 * stay exact.
 *
 * @param places for each output the elements, in order of their positions
 * @param weights for each output the weights of these elements
 * @param divisor what every output is divided by
 */
record AxisWeights(int[][] places, long[][] weights, long divisor) {

    /** An axis that stays as it is. */
    static AxisWeights identity(int size) {
        int[][] places = IntStream.range(0, size).mapToObj(i -> new int[] {i}).toArray(int[][]::new);
        return new AxisWeights(
                places, IntStream.range(0, size).mapToObj(i -> new long[] {1}).toArray(long[][]::new), 1);
    }

    /** The overlap of {@code [o*in/out, (o+1)*in/out)} with each element, in parts of {@code 1/out}. */
    static AxisWeights area(AdaptiveWindows windows) {
        int[][] places = new int[windows.outputSize()][];
        long[][] weights = new long[places.length][];
        for (int output = 0; output < places.length; output++) {
            int first = windows.first(output);
            int o = output;
            places[output] =
                    IntStream.range(first, first + windows.taps(output)).toArray();
            weights[output] = IntStream.of(places[output])
                    .mapToLong(e -> overlap(windows, o, e))
                    .toArray();
        }
        return new AxisWeights(places, weights, windows.inputSize());
    }

    private static long overlap(AdaptiveWindows windows, long output, long element) {
        long in = windows.inputSize();
        long out = windows.outputSize();
        return Math.min((output + 1) * in, (element + 1) * out) - Math.max(output * in, element * out);
    }

    int outputSize() {
        return places.length;
    }
}
