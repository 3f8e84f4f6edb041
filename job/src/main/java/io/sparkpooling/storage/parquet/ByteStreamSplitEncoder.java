package io.sparkpooling.storage.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Parquet's BYTE_STREAM_SPLIT: byte {@code b} of value {@code i} goes to position {@code b * count + i}. Values are read
 * whole and written as one byte to each stream, since reading with a stride would pass over the page once for every byte.
 */
final class ByteStreamSplitEncoder {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private ByteStreamSplitEncoder() {}

    /** Splits {@code count} values of {@code width} bytes, which is 2, 4 or 8. */
    static void split(byte[] from, int fromOffset, int count, int width, byte[] to, int toOffset) {
        switch (width) {
            case Short.BYTES -> splitShorts(from, fromOffset, count, to, toOffset);
            case Integer.BYTES -> splitInts(from, fromOffset, count, to, toOffset);
            case Long.BYTES -> splitLongs(from, fromOffset, count, to, toOffset);
            default -> throw new IllegalArgumentException("cannot split values of %d bytes".formatted(width));
        }
    }

    private static void splitShorts(byte[] from, int fromOffset, int count, byte[] to, int toOffset) {
        for (int i = 0; i < count; i++) {
            short value = (short) SHORT.get(from, fromOffset + i * 2);
            to[toOffset + i] = (byte) value;
            to[toOffset + count + i] = (byte) (value >> 8);
        }
    }

    private static void splitInts(byte[] from, int fromOffset, int count, byte[] to, int toOffset) {
        for (int i = 0; i < count; i++) {
            int value = (int) INT.get(from, fromOffset + i * 4);
            to[toOffset + i] = (byte) value;
            to[toOffset + count + i] = (byte) (value >> 8);
            to[toOffset + 2 * count + i] = (byte) (value >> 16);
            to[toOffset + 3 * count + i] = (byte) (value >> 24);
        }
    }

    private static void splitLongs(byte[] from, int fromOffset, int count, byte[] to, int toOffset) {
        for (int i = 0; i < count; i++) {
            long value = (long) LONG.get(from, fromOffset + i * 8);
            for (int b = 0; b < Long.BYTES; b++) {
                to[toOffset + b * count + i] = (byte) (value >> (8 * b));
            }
        }
    }
}
