package io.sparkpooling.kernel;

import java.util.Arrays;

/**
 * Sorts keys and what belongs to them, equal keys in the order in which they came: few by insertion, many by their bytes from the
 * lowest to the highest, without those in which all are alike. Allocates nothing.
 */
final class KeySort {
    private static final int FEW = 48;
    private static final int BYTES = Long.BYTES;
    private static final int VALUES = 1 << Byte.SIZE;

    private final int[][] counts = new int[BYTES][VALUES];
    private final long[] otherKeys;
    private final int[] otherPlaces;

    /** For at most {@code most} keys. */
    KeySort(int most) {
        this.otherKeys = new long[most];
        this.otherPlaces = new int[most];
    }

    /** Sorts the first {@code count} keys, and their places alongside. */
    void sort(long[] keys, int[] places, int count) {
        if (count <= FEW) {
            insert(keys, places, count);
            return;
        }
        countBytes(keys, count);
        long[] from = keys;
        int[] fromPlaces = places;
        for (int digit = 0; digit < BYTES; digit++) {
            if (counts[digit][digit(keys[0], digit)] == count) {
                continue;
            }
            boolean back = from != keys;
            distribute(digit, from, fromPlaces, back ? keys : otherKeys, back ? places : otherPlaces, count);
            from = back ? keys : otherKeys;
            fromPlaces = back ? places : otherPlaces;
        }
        if (from != keys) {
            System.arraycopy(otherKeys, 0, keys, 0, count);
            System.arraycopy(otherPlaces, 0, places, 0, count);
        }
    }

    private static void insert(long[] keys, int[] places, int count) {
        for (int i = 1; i < count; i++) {
            long key = keys[i];
            int place = places[i];
            int to = i;
            for (; to > 0 && keys[to - 1] > key; to--) {
                keys[to] = keys[to - 1];
                places[to] = places[to - 1];
            }
            keys[to] = key;
            places[to] = place;
        }
    }

    private void countBytes(long[] keys, int count) {
        for (int[] ofDigit : counts) {
            Arrays.fill(ofDigit, 0);
        }
        for (int i = 0; i < count; i++) {
            for (int digit = 0; digit < BYTES; digit++) {
                counts[digit][digit(keys[i], digit)]++;
            }
        }
    }

    private void distribute(int digit, long[] keys, int[] places, long[] toKeys, int[] toPlaces, int count) {
        int[] next = counts[digit];
        int begin = 0;
        for (int value = 0; value < VALUES; value++) {
            int length = next[value];
            next[value] = begin;
            begin += length;
        }
        for (int i = 0; i < count; i++) {
            int to = next[digit(keys[i], digit)]++;
            toKeys[to] = keys[i];
            toPlaces[to] = places[i];
        }
    }

    /** Of the sign byte with its highest bit turned, so that negative keys come first. */
    private static int digit(long key, int digit) {
        return (int) ((key ^ Long.MIN_VALUE) >>> digit * Byte.SIZE) & VALUES - 1;
    }
}
