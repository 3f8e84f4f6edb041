package io.sparkpooling.storage.parquet;

import java.util.Arrays;
import java.util.Objects;

/**
 * Parquet's hybrid of run-length and bit-packed coding, as a sequence of runs. A run is {@code count} times one value, or
 * {@code count} values of {@code bitWidth} bits each, packed from the lowest bit on in groups of eight. Damaged input gives
 * too few values or values out of range, which {@link #fill} reports; it never reads beyond the slice.
 */
final class HybridRuns {
    private static final int SPARE_VALUES = 512;

    private final byte[] bytes;
    private final int end;
    private final int bitWidth;
    private final int largest;
    private int position;

    private int left;
    private boolean packed;
    private int value;
    private int packedPosition;
    private long packedIndex;
    private long claimed;

    /**
     * @param largest the largest value that may occur
     */
    HybridRuns(Slice slice, int bitWidth, int largest) throws DamagedPageException {
        if (bitWidth < 0 || bitWidth > Integer.SIZE) {
            throw new DamagedPageException("it is packed in %d bits (0 to 32 are possible)".formatted(bitWidth));
        }
        this.bytes = slice.bytes();
        this.position = slice.offset();
        this.end = slice.offset() + slice.length();
        this.bitWidth = bitWidth;
        this.largest = largest;
    }

    /** Whether the next values are {@link #runLength()} times {@link #runValue()}; the next run if the last is used up. */
    boolean isRepeated() throws DamagedPageException {
        while (left == 0) {
            nextRun();
        }
        return !packed;
    }

    /** How many values of the present run are left. */
    int runLength() {
        return left;
    }

    /** The value of a run of equal values. */
    int runValue() {
        return value;
    }

    /** Goes past {@code count} values of a run of equal values. */
    void skipRun(int count) {
        assert !packed && count <= left;
        left -= count;
    }

    private void nextRun() throws DamagedPageException {
        long header = unsignedVarInt();
        packed = (header & 1) == 1;
        claimed = packed ? (header >>> 1) * 8 : header >>> 1;
        if (packed) {
            packedRun(header >>> 1);
        } else {
            left = (int) (header >>> 1);
            value = runValueBytes();
            requireInRange(value);
        }
    }

    /** The last group may be cut short: some writers leave out the bytes of values that nobody needs. */
    private void packedRun(long groups) throws DamagedPageException {
        long present = bitWidth == 0 ? groups * 8 : Math.min(groups * 8, (end - position) * 8L / bitWidth);
        if (present == 0 && groups > 0) {
            throw endsTooEarly();
        }
        left = (int) Math.min(present, Integer.MAX_VALUE - 7);
        packedPosition = position;
        packedIndex = 0;
        position = (int) Math.min(end, position + groups * bitWidth);
    }

    private int runValueBytes() throws DamagedPageException {
        int read = 0;
        for (int shift = 0; shift < bitWidth; shift += 8) {
            read |= nextByte() << shift;
        }
        return read;
    }

    private long unsignedVarInt() throws DamagedPageException {
        long read = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = nextByte();
            read |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return read & 0xffffffffL;
            }
        }
        throw new DamagedPageException("the length of a run takes more than five bytes");
    }

    private int nextByte() throws DamagedPageException {
        if (position == end) {
            throw endsTooEarly();
        }
        return bytes[position++] & 0xff;
    }

    private static DamagedPageException endsTooEarly() {
        return new DamagedPageException("its levels or indexes end too early");
    }

    private void requireInRange(int found) throws DamagedPageException {
        if (Integer.compareUnsigned(found, largest) > 0) {
            throw new DamagedPageException("it holds the level or index %s, the largest possible is %d"
                    .formatted(Integer.toUnsignedString(found), largest));
        }
    }

    /** The next {@code count} values, for a bit width of at most 7. */
    void fill(byte[] target, int count) throws DamagedPageException {
        Objects.checkFromIndexSize(0, count, target.length);
        int done = 0;
        while (done < count) {
            if (isRepeated()) {
                int step = Math.min(left, count - done);
                Arrays.fill(target, done, done + step, (byte) value);
                left -= step;
                done += step;
            } else {
                done += unpack(target, done, count);
            }
        }
    }

    /** The next {@code count} values. */
    void fill(int[] target, int count) throws DamagedPageException {
        Objects.checkFromIndexSize(0, count, target.length);
        int done = 0;
        while (done < count) {
            if (isRepeated()) {
                int step = Math.min(left, count - done);
                Arrays.fill(target, done, done + step, value);
                left -= step;
                done += step;
            } else {
                done += unpack(target, done, count);
            }
        }
    }

    /** The bytes after the present run. */
    int bytesLeft() {
        return end - position;
    }

    /** How many of the next {@code count} values, of at most 7 bits, are {@code wanted}. */
    int count(int wanted, int count) throws DamagedPageException {
        byte[] unpacked = new byte[SPARE_VALUES];
        int found = 0;
        int unread = count;
        while (unread > 0) {
            boolean repeated = isRepeated();
            int step = Math.min(Math.min(unread, left), repeated ? unread : unpacked.length);
            if (repeated) {
                found += value == wanted ? step : 0;
                skipRun(step);
            } else {
                fill(unpacked, step);
                for (int index = 0; index < step; index++) {
                    found += unpacked[index] == wanted ? 1 : 0;
                }
            }
            unread -= step;
        }
        return found;
    }

    /**
     * Goes through all runs: refuses packed ones of far more values than {@code count}. Writers fill up a last group of eight,
     * no more.
     */
    void requireNoMoreThan(int count) throws DamagedPageException {
        long left = count;
        while (left > 0 && position < end) {
            nextRun();
            if (packed && claimed > left + SPARE_VALUES) {
                throw new DamagedPageException(
                        "a run claims %d values, %d are left in the page".formatted(claimed, left));
            }
            left -= claimed;
        }
        this.left = 0;
    }

    private int unpack(byte[] target, int from, int to) throws DamagedPageException {
        int step = Math.min(left, to - from);
        int index = from;
        int groupsEnd = from + step - 7;
        while (index < from + step) {
            if (packedIndex % 8 == 0
                    && index < groupsEnd
                    && BitPacking.hasGroup(bytes, packedPosition, packedIndex, bitWidth)) {
                long group = BitPacking.group(bytes, packedPosition, packedIndex, bitWidth);
                if (BitPacking.anyAbove(group, largest)) {
                    throw new DamagedPageException(
                            "it holds a level above %d, the largest possible".formatted(largest));
                }
                BitPacking.store(group, target, index);
                index += 8;
                packedIndex += 8;
            } else {
                target[index++] = (byte) nextPacked();
            }
        }
        left -= step;
        return step;
    }

    private int unpack(int[] target, int from, int to) throws DamagedPageException {
        int step = Math.min(left, to - from);
        for (int index = from; index < from + step; index++) {
            target[index] = nextPacked();
        }
        left -= step;
        return step;
    }

    private int nextPacked() throws DamagedPageException {
        int found = BitPacking.at(bytes, packedPosition, packedIndex++, bitWidth);
        requireInRange(found);
        return found;
    }
}
