package io.sparkpooling.pooling;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The weights of an anti-aliased subsampling, as Zhang, "Making convolutional networks shift-invariant again": a row of the binomial
 * triangle over {@code filter} positions, of which {@code (filter - 1) / 2} lie before the first element.
 */
record BlurWeights(int filter, int stride, Edge edge) {

    /** What lies outside the axis. */
    enum Edge {
        /** The axis mirrored at the middle of its first and last element. */
        REFLECT,
        /** The first and the last element again. */
        REPLICATE,
        /** Zeros. */
        ZERO;

        static Edge named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /** Over an axis of {@code size} elements. */
    AxisWeights over(int size) {
        if (edge == Edge.REFLECT && filter / 2 >= size) {
            throw new InvalidArgumentException(
                    "Invalid padding: 'reflect' with filter_size %d (an axis of %d has no %d elements to mirror)"
                            .formatted(filter, size, filter / 2));
        }
        int[][] positions = IntStream.range(0, (size - 1) / stride + 1)
                .mapToObj(this::positions)
                .toArray(int[][]::new);
        int[][] places = new int[positions.length][];
        long[][] weights = new long[positions.length][];
        for (int output = 0; output < positions.length; output++) {
            int[] window = positions[output];
            int[] kept = IntStream.range(0, filter)
                    .filter(i -> counts(window[i], size))
                    .toArray();
            places[output] = IntStream.of(kept).map(i -> place(window[i], size)).toArray();
            weights[output] = IntStream.of(kept).mapToLong(this::binomial).toArray();
        }
        return new AxisWeights(places, weights, 1L << filter - 1);
    }

    private int[] positions(int output) {
        int first = output * stride - (filter - 1) / 2;
        return IntStream.range(first, first + filter).toArray();
    }

    private boolean counts(int position, int size) {
        return edge != Edge.ZERO || position >= 0 && position < size;
    }

    private int place(int position, int size) {
        int inside = Math.max(0, Math.min(size - 1, position));
        return edge == Edge.REFLECT ? 2 * inside - position : inside;
    }

    private long binomial(int i) {
        long coefficient = 1;
        for (int k = 0; k < i; k++) {
            coefficient = coefficient * (filter - 1 - k) / (k + 1);
        }
        return coefficient;
    }
}
