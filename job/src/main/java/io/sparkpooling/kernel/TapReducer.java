package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Reduction;
import io.sparkpooling.tensor.BFloat16;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Float16;
import io.sparkpooling.window.Window;

/**
 * Reads the taps of one window from a carrier array, reduces them and writes the result, for one element type. A result that is
 * not a number is always written as the one canonical NaN: which payload an addition of two NaNs keeps is up to the processor.
 */
interface TapReducer {

    /** Reduces {@code source[offset + taps[0 .. count-1]]} to {@code destination[index]}. */
    void reduce(Object source, int offset, int[] taps, int count, Window window, Object destination, int index);

    /** The reducer for an element type; windows have at most {@code mostTaps} taps. */
    static TapReducer of(ElementType type, Reduction reduction, int mostTaps) {
        return switch (type) {
            case FLOAT64 -> new Doubles(reduction, new double[mostTaps]);
            case FLOAT32, FLOAT16, BFLOAT16 -> new Floats(type, reduction, new float[mostTaps]);
            case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64, BOOL ->
                new Integers(type, reduction, new long[mostTaps]);
        };
    }

    /** Float64. */
    record Doubles(Reduction reduction, double[] values) implements TapReducer {
        @Override
        public void reduce(
                Object source, int offset, int[] taps, int count, Window window, Object destination, int index) {
            double[] doubles = (double[]) source;
            for (int i = 0; i < count; i++) {
                values[i] = doubles[offset + taps[i]];
            }
            double result = reduction.reduce(values, window);
            double canonical = Double.isNaN(result) ? Double.NaN : result;
            ((double[]) destination)[index] = reduction.addsResultToZero() ? canonical + 0.0 : canonical;
        }
    }

    /** Float32, and the 16-bit floats by way of it. */
    record Floats(ElementType type, Reduction reduction, float[] values) implements TapReducer {
        @Override
        public void reduce(
                Object source, int offset, int[] taps, int count, Window window, Object destination, int index) {
            for (int i = 0; i < count; i++) {
                values[i] = read(source, offset + taps[i]);
            }
            float result = reduction.reduce(values, window);
            write(destination, index, Float.isNaN(result) ? Float.NaN : result);
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

    /** Integers and bool by way of int64; a result beyond the type, such as that of no taps, becomes its nearest value. */
    record Integers(ElementType type, Reduction reduction, long[] values) implements TapReducer {
        @Override
        public void reduce(
                Object source, int offset, int[] taps, int count, Window window, Object destination, int index) {
            for (int i = 0; i < count; i++) {
                values[i] = read(source, offset + taps[i]);
            }
            long result = reduction.reduce(values, window);
            write(destination, index, Math.max(smallest(), Math.min(largest(), result)));
        }

        private long smallest() {
            return type.isUnsigned() || type == ElementType.BOOL ? 0 : Long.MIN_VALUE >> 64 - 8 * type.bytes();
        }

        private long largest() {
            return type == ElementType.BOOL
                    ? 1
                    : Long.MAX_VALUE >>> 64 - 8 * type.bytes() - (type.isUnsigned() ? 1 : 0);
        }

        private long read(Object source, int index) {
            return switch (type) {
                case INT8, BOOL -> ((byte[]) source)[index];
                case UINT8 -> Byte.toUnsignedLong(((byte[]) source)[index]);
                case INT16 -> ((short[]) source)[index];
                case UINT16 -> Short.toUnsignedLong(((short[]) source)[index]);
                case INT32 -> ((int[]) source)[index];
                case UINT32 -> Integer.toUnsignedLong(((int[]) source)[index]);
                default -> ((long[]) source)[index];
            };
        }

        private void write(Object destination, int index, long value) {
            switch (type.bytes()) {
                case 1 -> ((byte[]) destination)[index] = (byte) value;
                case 2 -> ((short[]) destination)[index] = (short) value;
                case 4 -> ((int[]) destination)[index] = (int) value;
                default -> ((long[]) destination)[index] = value;
            }
        }
    }
}
