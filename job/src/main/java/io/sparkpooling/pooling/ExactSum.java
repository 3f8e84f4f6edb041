package io.sparkpooling.pooling;

/**
 * The exact sum of float64 numbers, rounded once in the end, so that no order of adding shows and neighbouring windows can share it.
 * The numbers become integers, multiples of the last binary digit that any of them has, in two words: {@code high * 2^44 + low}.
 * That holds while the first and the last digit of all of them, with what adding brings, are not more than 104 digits apart.
 */
public final class ExactSum {
    private static final int LOW = 44;
    private static final long LOW_MASK = (1L << LOW) - 1;
    private static final int DIGITS = 104;
    private static final int WORD = 62;
    private static final int COUNT_DIGITS = 17;
    private static final int LARGE_EXPONENT = 960;
    private static final int MANTISSA = 53;
    private static final long IMPLICIT = 1L << MANTISSA - 1;

    private int lowest;
    private int highest;
    private boolean wide;
    private double unit;
    private long high;
    private long low;

    /** Forgets all numbers. */
    public void begin() {
        lowest = Integer.MAX_VALUE;
        highest = Integer.MIN_VALUE;
        high = 0;
        low = 0;
    }

    /** Takes note of the digits of a number that is going to be added. */
    public void note(double number) {
        if (number != 0) {
            lowest = Math.min(lowest, lastDigit(number));
            highest = Math.max(highest, Math.getExponent(number));
        }
    }

    private static int lastDigit(double number) {
        return Math.getExponent(number) - (MANTISSA - 1) + Long.numberOfTrailingZeros(mantissa(number));
    }

    private static long mantissa(double number) {
        return Double.doubleToRawLongBits(number) & IMPLICIT - 1 | IMPLICIT;
    }

    /** Whether {@code count} of the numbers that were taken note of have an exact sum here; to be asked before they are added. */
    public boolean isExact(int count) {
        if (lowest > highest) {
            lowest = 0;
            highest = 0;
        }
        int countDigits = Integer.SIZE - Integer.numberOfLeadingZeros(count);
        int digits = highest + 1 - lowest + countDigits;
        wide = digits > WORD;
        unit = Math.scalb(1.0, lowest);
        return digits <= DIGITS && countDigits <= COUNT_DIGITS && lowest > -LARGE_EXPONENT && highest < LARGE_EXPONENT;
    }

    /** Whether the upper words are needed: else they are all 0. */
    public boolean isWide() {
        return wide;
    }

    /** Adds a number. */
    public void add(double number) {
        high += high(number);
        low += low(number);
    }

    /** The upper word of a number. */
    public long high(double number) {
        if (!wide || number == 0) {
            return 0;
        }
        int zeros = Long.numberOfTrailingZeros(mantissa(number));
        int up = lastDigit(number) - lowest;
        long odd = odd(number, zeros);
        return up >= LOW ? odd << up - LOW : odd >> LOW - up;
    }

    /** The lower word of a number. */
    public long low(double number) {
        if (number == 0) {
            return 0;
        }
        int zeros = Long.numberOfTrailingZeros(mantissa(number));
        int up = lastDigit(number) - lowest;
        if (!wide) {
            return odd(number, zeros) << up;
        }
        return up >= LOW ? 0 : odd(number, zeros) << up & LOW_MASK;
    }

    /** The digits of a number without the zeros behind them. */
    private static long odd(double number, int zeros) {
        long odd = mantissa(number) >> zeros;
        return number < 0 ? -odd : odd;
    }

    /** Sets the words to sums of words. */
    public void set(long highSum, long lowSum) {
        high = highSum;
        low = lowSum;
    }

    /** The sum, rounded to the nearest number. */
    public double value() {
        return (double) (top() | (below() == 0 ? 0 : 1)) * topUnit();
    }

    /** What is lost in {@link #value}: their sum is exact. */
    public double rest() {
        long lost = top() - (long) (double) (top() | (below() == 0 ? 0 : 1));
        return (double) ((lost << LOW - shift()) + below()) * unit;
    }

    private long carried() {
        return high + (low >> LOW);
    }

    /** How many digits of the lower word fit below the upper one in one word. */
    private int shift() {
        long carried = carried();
        int digits = Long.SIZE - Long.numberOfLeadingZeros(carried ^ carried >> Long.SIZE - 1);
        return Math.min(LOW, WORD - digits);
    }

    /** The first 62 digits: more than float64 has, so that what is below them shows in rounding as one more digit at most. */
    private long top() {
        int shift = shift();
        return carried() << shift | (low & LOW_MASK) >> LOW - shift;
    }

    private long below() {
        return low & LOW_MASK >> shift();
    }

    private double topUnit() {
        return (1L << LOW - shift()) * unit;
    }

    /** The square of a number that has at most 26 digits, so that it is exact; else NaN. */
    public static double exactSquare(double number) {
        boolean isShort = (Double.doubleToRawLongBits(number) & (1L << 27) - 1) == 0;
        boolean inside = Math.abs(Math.getExponent(number)) < LARGE_EXPONENT / 2;
        return number == 0 || isShort && inside ? number * number : Double.NaN;
    }

    /** A product that has not vanished; else NaN. */
    static double product(double a, double b) {
        double product = a * b;
        return product == 0 && a != 0 && b != 0 ? Double.NaN : product;
    }

    /** A power that neither overflows nor loses digits near 0; else NaN. */
    static double ordinary(double power) {
        return Math.abs(Math.getExponent(power)) < LARGE_EXPONENT / 2 ? power : Double.NaN;
    }
}
