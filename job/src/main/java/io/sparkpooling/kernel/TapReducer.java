package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Reduction;
import io.sparkpooling.pooling.Selection;
import io.sparkpooling.pooling.Statistic;
import io.sparkpooling.pooling.SummedStatistic;
import io.sparkpooling.pooling.WeightedStatistic;
import io.sparkpooling.pooling.WindowSums;
import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.tensor.BFloat16;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Float16;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorView;
import io.sparkpooling.window.Window;

/**
 * Reads the taps of one window from a carrier array, reduces them and writes the result. A result that is not a number is always
 * written as the one canonical NaN: which payload an addition of two NaNs keeps is up to the processor.
 */
interface TapReducer {

    /** Reduces the elements {@code taps[0 .. count-1]} of a tensor to the element {@code index} of another. */
    void reduce(TensorView source, int[] taps, int count, Window window, TensorView destination, int index);

    /** Which of the taps that were reduced last is the result. */
    int selected(Selection selection, int count);

    /**
     * The reducer for a pooling; windows have at most {@code mostTaps} taps.
     *
     * @param weights where the weights of the taps will be; of length 0 where they have none
     */
    static TapReducer of(WindowedPooling pooling, int mostTaps, double[] weights) {
        Reduction reduction = pooling.reduction();
        if (reduction instanceof WeightedStatistic weighted
                && pooling.taps().weights().isPresent()) {
            return summed(reduction, mostTaps, weights, new Weighted(weighted, new double[mostTaps], weights));
        }
        ElementType type = pooling.input().elementType();
        if (type == ElementType.FLOAT64 || reduction instanceof Statistic) {
            return summed(reduction, mostTaps, weights, new Doubles(reduction, new double[mostTaps]));
        }
        return type.isFloatingPoint()
                ? new Floats(type, reduction, new float[mostTaps])
                : new Integers(type, reduction, new long[mostTaps]);
    }

    private static TapReducer summed(Reduction reduction, int mostTaps, double[] weights, TapReducer otherwise) {
        return reduction instanceof SummedStatistic statistic && statistic.terms() > 0
                ? new Summed(statistic, new double[mostTaps], weights, new WindowSums(statistic, mostTaps), otherwise)
                : otherwise;
    }

    /** Writes an integer that was calculated; the row cannot be pooled if the type does not hold it. */
    static void writeCalculated(long result, TensorView destination, int index) {
        ElementType type = destination.type().elementType();
        if (type.limited(result) != result) {
            throw new InvalidTensorException("the result %d of a window is beyond %s".formatted(result, type));
        }
        destination.setInteger(index, result);
    }

    /** Float64, and all types for what is defined in float64. */
    record Doubles(Reduction reduction, double[] values) implements TapReducer {
        @Override
        public void reduce(TensorView source, int[] taps, int count, Window window, TensorView destination, int index) {
            for (int i = 0; i < count; i++) {
                values[i] = source.number(taps[i]);
            }
            double result = reduction.reduce(values, count, window);
            destination.setNumber(index, reduction.addsResultToZero() ? result + 0.0 : result);
        }

        @Override
        public int selected(Selection selection, int count) {
            return selection.select(values, count);
        }
    }

    /** All types, with exact sums wherever there are any. */
    record Summed(SummedStatistic statistic, double[] values, double[] weights, WindowSums sums, TapReducer otherwise)
            implements TapReducer {
        @Override
        public void reduce(TensorView source, int[] taps, int count, Window window, TensorView destination, int index) {
            for (int i = 0; i < count; i++) {
                values[i] = source.number(taps[i]);
            }
            if (count > 0 && sums.sum(values, weights, count)) {
                destination.setNumber(index, statistic.result(sums));
            } else {
                otherwise.reduce(source, taps, count, window, destination, index);
            }
        }

        @Override
        public int selected(Selection selection, int count) {
            return selection.select(values, count);
        }
    }

    /** All types, each tap with its weight. */
    record Weighted(WeightedStatistic statistic, double[] values, double[] weights) implements TapReducer {
        @Override
        public void reduce(TensorView source, int[] taps, int count, Window window, TensorView destination, int index) {
            for (int i = 0; i < count; i++) {
                values[i] = source.number(taps[i]);
            }
            destination.setNumber(index, statistic.reduce(values, weights, count, window));
        }

        @Override
        public int selected(Selection selection, int count) {
            return selection.select(values, count);
        }
    }

    /** Float32, and the 16-bit floats by way of it. */
    record Floats(ElementType type, Reduction reduction, float[] values) implements TapReducer {
        @Override
        public void reduce(TensorView source, int[] taps, int count, Window window, TensorView destination, int index) {
            for (int i = 0; i < count; i++) {
                values[i] = read(source.carrier(), source.offset() + taps[i]);
            }
            float result = reduction.reduce(values, count, window);
            write(destination.carrier(), destination.offset() + index, Float.isNaN(result) ? Float.NaN : result);
        }

        @Override
        public int selected(Selection selection, int count) {
            return selection.select(values, count);
        }

        private float read(Object source, int index) {
            return switch (type) {
                case FLOAT16 -> Float16.toFloat(((short[]) source)[index]);
                case BFLOAT16 -> BFloat16.toFloat(((short[]) source)[index]);
                default -> ((float[]) source)[index];
            };
        }

        private void write(Object destination, int index, float value) {
            switch (type) {
                case FLOAT16 -> ((short[]) destination)[index] = zeroAdded(Float16.fromFloat(value));
                case BFLOAT16 -> ((short[]) destination)[index] = zeroAdded(BFloat16.fromFloat(value));
                default -> ((float[]) destination)[index] = reduction.addsResultToZero() ? value + 0f : value;
            }
        }

        /** In both 16-bit types only the sign bit is set in -0. */
        private short zeroAdded(short bits) {
            return bits == Short.MIN_VALUE && reduction.addsResultToZero() ? 0 : bits;
        }
    }

    /**
     * Integers and bool by way of int64; the limit of an order, which is that of no taps, becomes the type's own. uint64 comes
     * with its highest bit turned, so that int64 orders it, where nothing but the order counts.
     */
    record Integers(ElementType type, Reduction reduction, long[] values) implements TapReducer {
        @Override
        public void reduce(TensorView source, int[] taps, int count, Window window, TensorView destination, int index) {
            long turned = type == ElementType.UINT64 && reduction.ordersOnly() ? Long.MIN_VALUE : 0;
            for (int i = 0; i < count; i++) {
                values[i] = source.integer(taps[i]) ^ turned;
            }
            long result = reduction.reduce(values, count, window) ^ turned;
            if (reduction.ordersOnly()) {
                destination.setInteger(index, destination.type().elementType().limited(result));
            } else {
                writeCalculated(result, destination, index);
            }
        }

        @Override
        public int selected(Selection selection, int count) {
            return selection.select(values, count);
        }
    }
}
