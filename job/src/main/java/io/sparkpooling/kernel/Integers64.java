package io.sparkpooling.kernel;

import io.sparkpooling.tensor.TensorView;

/**
 * The elements of a plane as int64, times a power of two where they are fractions: whenever the last binary digit of the smallest
 * and the first of a window's sum lie within the 53 digits of float64. Then every float64 sum of some of them is exact, in
 * any order, and so is the sum of these integers.
 */
final class Integers64 {
    private static final int DIGITS = 53;
    private static final long FRACTION = (1L << DIGITS - 1) - 1;

    private static final int LARGE_EXPONENT = 960;

    private final boolean fractions;
    private final int size;
    private final int tapDigits;
    private final int placeDigits;
    private final CountedTaps counted;
    private double unit = 1;

    /**
     * @param fractions whether elements are taken as float64; else they are integers, whose sums wrap around
     */
    Integers64(boolean fractions, Geometry geometry, CountedTaps counted) {
        this.fractions = fractions;
        this.size = geometry.planeSize();
        this.tapDigits = digits(geometry.mostTaps());
        this.placeDigits = digits(geometry.places());
        this.counted = counted;
    }

    /** The binary digits that adding so many numbers brings at most. */
    private static int digits(int count) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(count);
    }

    /** Writes the plane that begins at element {@code from}, 0 for what does not count; false if its sums may be inexact. */
    boolean write(TensorView[] inputs, int from, long[] values) {
        if (!fractions) {
            for (int i = 0; i < size; i++) {
                values[i] = counted.counts(inputs, from, i) ? inputs[0].integer(from + i) : 0;
            }
            return true;
        }
        return findUnit(inputs, from) && writeMultiples(inputs, from, values);
    }

    /** Of the last digits of all elements the lowest, and of the first ones the highest. */
    private boolean findUnit(TensorView[] inputs, int from) {
        int lowest = Integer.MAX_VALUE;
        int highest = Integer.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            double number = inputs[0].number(from + i);
            if (number != 0 && counted.counts(inputs, from, i)) {
                lowest = Math.min(lowest, lastDigit(number));
                highest = Math.max(highest, Math.getExponent(number));
            }
        }
        if (lowest > highest) {
            unit = 1;
            return true;
        }
        int digits = highest + 1 - lowest;
        unit = Math.scalb(1.0, lowest);
        return digits + tapDigits <= DIGITS
                && digits + placeDigits < Long.SIZE
                && lowest > Double.MIN_EXPONENT
                && highest < LARGE_EXPONENT;
    }

    private static int lastDigit(double number) {
        long bits = Double.doubleToRawLongBits(number);
        return Math.getExponent(number) - (DIGITS - 1) + Long.numberOfTrailingZeros(bits & FRACTION | FRACTION + 1);
    }

    private boolean writeMultiples(TensorView[] inputs, int from, long[] values) {
        double perUnit = 1 / unit;
        for (int i = 0; i < size; i++) {
            values[i] = counted.counts(inputs, from, i) ? (long) (inputs[0].number(from + i) * perUnit) : 0;
        }
        return true;
    }

    /** What a sum of these integers is as a number. */
    double number(long sum) {
        return sum * unit;
    }
}
