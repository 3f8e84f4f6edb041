package io.sparkpooling.kernel;

/**
 * Loops over arrays lane by lane, always from index 0 on. JDK 17 works in vectors on two arrays of one type only where both are
 * read at the same offset; so a row is first copied to the begin of a scratch array, and the copy with the loop takes half the
 * time of the loop alone.
 */
final class Lanes {
    private Lanes() {}

    /** {@code into[i] = max(into[i], other[i])}. */
    static void enlarge(float[] into, float[] other, int count) {
        for (int i = 0; i < count; i++) {
            into[i] = Math.max(into[i], other[i]);
        }
    }

    /** {@code into[i] = min(into[i], other[i])}; -0 is smaller than +0. */
    static void lower(float[] into, float[] other, int count) {
        for (int i = 0; i < count; i++) {
            into[i] = Math.min(into[i], other[i]);
        }
    }

    /** {@code into[i] += other[i]}. */
    static void add(float[] into, float[] other, int count) {
        for (int i = 0; i < count; i++) {
            into[i] += other[i];
        }
    }

    /** Three after the other to each lane. */
    static void add(float[] into, float[] first, float[] second, float[] third, int count) {
        for (int i = 0; i < count; i++) {
            into[i] = into[i] + first[i] + second[i] + third[i];
        }
    }

    /** Four after the other to each lane, with one load and one store of the sum. */
    static void add(float[] into, float[] first, float[] second, float[] third, float[] fourth, int count) {
        for (int i = 0; i < count; i++) {
            into[i] = into[i] + first[i] + second[i] + third[i] + fourth[i];
        }
    }

    /** {@code values[i] += 0}, which makes +0 of -0. */
    static void addZero(float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] += 0f;
        }
    }
}
