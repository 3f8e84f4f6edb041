package io.sparkpooling.convention;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorView;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Elements as little-endian bytes, one after the other: what {@code numpy.tobytes} gives on today's machines. */
final class LittleEndian {
    private LittleEndian() {}

    /** A carrier array of {@code count} elements that begin at byte {@code from}. */
    static Object read(ElementType type, byte[] bytes, int from, int count) {
        return read(type, bytes, from, count, ByteOrder.LITTLE_ENDIAN);
    }

    /** The same of bytes in either order. */
    static Object read(ElementType type, byte[] bytes, int from, int count, ByteOrder order) {
        ByteBuffer source = ByteBuffer.wrap(bytes, from, count * type.bytes()).order(order);
        Object carrier = type.newArray(count);
        switch (type) {
            case FLOAT16, BFLOAT16, INT16, UINT16 -> source.asShortBuffer().get((short[]) carrier);
            case FLOAT32 -> source.asFloatBuffer().get((float[]) carrier);
            case FLOAT64 -> source.asDoubleBuffer().get((double[]) carrier);
            case INT8, UINT8 -> source.get((byte[]) carrier);
            case BOOL -> readBooleans(source, (byte[]) carrier);
            case INT32, UINT32 -> source.asIntBuffer().get((int[]) carrier);
            case INT64, UINT64 -> source.asLongBuffer().get((long[]) carrier);
        }
        return carrier;
    }

    private static void readBooleans(ByteBuffer source, byte[] carrier) {
        for (int i = 0; i < carrier.length; i++) {
            carrier[i] = (byte) (source.get() == 0 ? 0 : 1);
        }
    }

    /** The bytes of a tensor's elements. */
    static byte[] write(TensorView tensor) {
        return write(tensor, 0);
    }

    /** The same behind {@code head} bytes that are left free. */
    static byte[] write(TensorView tensor, int head) {
        ElementType type = tensor.type().elementType();
        int count = tensor.type().shape().elementCount();
        byte[] bytes = new byte[Math.addExact(head, Math.multiplyExact(count, type.bytes()))];
        ByteBuffer target = ByteBuffer.wrap(bytes, head, bytes.length - head).order(ByteOrder.LITTLE_ENDIAN);
        int from = tensor.offset();
        switch (type) {
            case FLOAT16, BFLOAT16, INT16, UINT16 ->
                target.asShortBuffer().put((short[]) tensor.carrier(), from, count);
            case FLOAT32 -> target.asFloatBuffer().put((float[]) tensor.carrier(), from, count);
            case FLOAT64 -> target.asDoubleBuffer().put((double[]) tensor.carrier(), from, count);
            case INT8, UINT8, BOOL -> target.put((byte[]) tensor.carrier(), from, count);
            case INT32, UINT32 -> target.asIntBuffer().put((int[]) tensor.carrier(), from, count);
            case INT64, UINT64 -> target.asLongBuffer().put((long[]) tensor.carrier(), from, count);
        }
        return bytes;
    }
}
