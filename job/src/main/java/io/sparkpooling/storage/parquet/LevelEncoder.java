package io.sparkpooling.storage.parquet;

import java.io.ByteArrayOutputStream;

/**
 * Parquet's RLE / bit-packing hybrid, fed with runs instead of single levels: the levels of a tensor are a few runs for
 * hundreds of thousands of values. A run of at least 8 becomes a repeated run; what lies between is packed in groups of 8,
 * as the format demands of every packed run but the last.
 */
final class LevelEncoder {
    private static final int GROUP = 8;

    /** So that the header of a packed run is one byte, as in every writer known; some readers count on it. */
    private static final int MOST_GROUPS = 63;

    private final int bitWidth;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final int[] group = new int[GROUP];
    private int inGroup;
    private int level;
    private long run;

    /** An encoder of levels from 0 to {@code largest}. */
    LevelEncoder(int largest) {
        bitWidth = Integer.SIZE - Integer.numberOfLeadingZeros(largest);
    }

    /** Adds {@code count} times the same level. */
    void add(int newLevel, long count) {
        if (newLevel != level) {
            endRun();
            level = newLevel;
        }
        run += count;
    }

    /** All levels so far, encoded; none can be added afterwards. */
    byte[] finish() {
        endRun();
        while (inGroup > 0) {
            pack(0);
        }
        endPacked();
        return bytes.toByteArray();
    }

    private void endRun() {
        while (run > 0 && (inGroup > 0 || run < GROUP)) {
            pack(level);
            run--;
        }
        if (run > 0) {
            endPacked();
            writeUnsigned(bytes, run << 1);
            bytes.write(level);
        }
        run = 0;
    }

    private void pack(int value) {
        group[inGroup++] = value;
        if (inGroup == GROUP) {
            long bits = 0;
            for (int i = GROUP - 1; i >= 0; i--) {
                bits = bits << bitWidth | group[i];
            }
            for (int i = 0; i < bitWidth; i++) {
                packed.write((int) (bits >>> (8 * i)));
            }
            inGroup = 0;
            if (packed.size() == MOST_GROUPS * bitWidth) {
                endPacked();
            }
        }
    }

    private void endPacked() {
        if (packed.size() > 0) {
            writeUnsigned(bytes, ((long) packed.size() / bitWidth) << 1 | 1);
            bytes.writeBytes(packed.toByteArray());
            packed.reset();
        }
    }

    private static void writeUnsigned(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 0x7f) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
