package io.sparkpooling.storage.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Values of a few bits each, packed one after the other from the lowest bit of the first byte on. */
final class BitPacking {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_BYTE = 0x0101010101010101L;

    private BitPacking() {}

    /** The value at {@code index} of those packed from {@code position} of {@code bytes} on, in at most 32 bits each. */
    static int at(byte[] bytes, int position, long index, int bitWidth) {
        long bit = index * bitWidth;
        int first = position + (int) (bit >>> 3);
        long packed = first + Long.BYTES <= bytes.length ? (long) LONGS.get(bytes, first) : tail(bytes, first);
        return (int) (packed >>> (bit & 7) & (1L << bitWidth) - 1);
    }

    private static long tail(byte[] bytes, int first) {
        long packed = 0;
        for (int index = bytes.length - 1; index >= first; index--) {
            packed = packed << 8 | bytes[index] & 0xff;
        }
        return packed;
    }

    /** Whether {@link #group} can be asked for, which loads eight bytes. */
    static boolean hasGroup(byte[] bytes, int position, long index, int bitWidth) {
        return position + index / 8 * bitWidth + Long.BYTES <= bytes.length;
    }

    /** Eight values of at most 7 bits from {@code index} (a multiple of 8) on, one in each byte, the first in the lowest. */
    static long group(byte[] bytes, int position, long index, int bitWidth) {
        return spread((long) LONGS.get(bytes, position + (int) (index / 8) * bitWidth), bitWidth);
    }

    /**
     * Moves eight fields of {@code bitWidth} bits to the low ends of eight bytes, by halves: four fields to the upper 32 bits,
     * two of each four to the upper 16 of 32, one of each two to the upper 8 of 16.
     */
    private static long spread(long packed, int bitWidth) {
        long one = (1L << bitWidth) - 1;
        long two = one << bitWidth | one;
        long four = two << 2 * bitWidth | two;
        long halves = packed & four | (packed >>> 4 * bitWidth & four) << 32;
        long quarters = halves & (two << 32 | two) | (halves >>> 2 * bitWidth & (two << 32 | two)) << 16;
        long eighths = one * 0x0001000100010001L;
        return quarters & eighths | (quarters >>> bitWidth & eighths) << 8;
    }

    /** Whether any of eight bytes, each below 128, is above {@code largest}. */
    static boolean anyAbove(long group, int largest) {
        return (group + (127 - largest) * EACH_BYTE & 0x80 * EACH_BYTE) != 0;
    }

    /** Writes eight bytes, the lowest first. */
    static void store(long group, byte[] target, int index) {
        LONGS.set(target, index, group);
    }
}
