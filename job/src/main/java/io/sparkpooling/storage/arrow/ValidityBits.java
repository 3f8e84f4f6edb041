package io.sparkpooling.storage.arrow;

import java.util.BitSet;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;

/**
 * Arrow's validity: a bit for each value, least significant first, 0 where the value is null. Read and written 64 at a time, and of a
 * row only its own: a vector's own count of nulls looks at all of its rows whenever it is asked.
 */
final class ValidityBits {
    private ValidityBits() {}

    /** How many of {@code count} values from {@code first} on are null. */
    static long nulls(FieldVector vector, long first, long count) {
        ArrowBuf bits = vector.getValidityBuffer();
        long end = first + count;
        long present = 0;
        long index = first;
        for (; index < end && index % Long.SIZE != 0; index++) {
            present += BitVectorHelper.get(bits, Math.toIntExact(index));
        }
        for (; index <= end - Long.SIZE; index += Long.SIZE) {
            present += Long.bitCount(bits.getLong(index / Byte.SIZE));
        }
        for (; index < end; index++) {
            present += BitVectorHelper.get(bits, Math.toIntExact(index));
        }
        return count - present;
    }

    /** The bits of {@code count} values of which some are absent, in memory that the caller closes. */
    static ArrowBuf of(int count, BitSet absent, BufferAllocator allocator) {
        long bytes = (count + 7L) / Byte.SIZE;
        ArrowBuf bits = allocator.buffer(bytes);
        bits.setOne(0, bytes);
        for (int index = count; index < bytes * Byte.SIZE; index++) {
            BitVectorHelper.unsetBit(bits, index);
        }
        absent.stream().takeWhile(index -> index < count).forEach(index -> BitVectorHelper.unsetBit(bits, index));
        return bits.writerIndex(bytes);
    }
}
