package io.sparkpooling.convention;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The shape that Ray 2.49 to 2.54 pickled into metadata: one tuple of integers. A pickle is a program, so that none is run here:
 * this compares bytes with the one form that a tuple takes, {@code PROTO FRAME (BININT1 | BININT2 | BININT)* TUPLE MEMOIZE STOP},
 * and takes nothing else for a shape. Opcodes: Python's {@code pickletools}.
 */
public final class PickledShape {
    private static final byte PROTO = (byte) 0x80;
    private static final byte FRAME = (byte) 0x95;
    private static final byte MEMOIZE = (byte) 0x94;
    private static final byte STOP = '.';
    private static final byte MARK = '(';
    private static final byte TUPLE = 't';
    private static final byte TUPLE1 = (byte) 0x85;
    private static final byte BININT = 'J';
    private static final byte BININT1 = 'K';
    private static final byte BININT2 = 'M';
    private static final int FIRST_PROTOCOL_WITH_FRAMES = 4;
    private static final int LAST_PROTOCOL = 5;
    private static final int MOST_AXES = 16;
    /** Tuples up to this long have an opcode of their own. */
    private static final int SHORT_TUPLE = 3;

    private PickledShape() {}

    /** The shape as the JSON array that Ray writes now; nothing where the bytes are any other pickle, or none. */
    public static Optional<String> json(ByteBuffer pickle) {
        try {
            return sizes(pickle.duplicate().order(ByteOrder.LITTLE_ENDIAN))
                    .map(sizes -> sizes.stream().map(Object::toString).collect(Collectors.joining(",", "[", "]")));
        } catch (BufferUnderflowException cut) {
            return Optional.empty();
        }
    }

    private static Optional<List<Integer>> sizes(ByteBuffer bytes) {
        if (!beginsWithOneFrame(bytes)) {
            return Optional.empty();
        }
        List<Integer> sizes = new ArrayList<>();
        byte first = bytes.get();
        byte opcode = first == MARK ? bytes.get() : first;
        while (isInteger(opcode)) {
            int size = integer(opcode, bytes);
            if (size < 0 || sizes.size() == MOST_AXES) {
                return Optional.empty();
            }
            sizes.add(size);
            opcode = bytes.get();
        }
        boolean whole = closes(first == MARK, sizes.size(), opcode)
                && bytes.get() == MEMOIZE
                && bytes.get() == STOP
                && !bytes.hasRemaining();
        return whole ? Optional.of(sizes) : Optional.empty();
    }

    private static boolean beginsWithOneFrame(ByteBuffer bytes) {
        if (bytes.get() != PROTO) {
            return false;
        }
        byte protocol = bytes.get();
        return protocol >= FIRST_PROTOCOL_WITH_FRAMES
                && protocol <= LAST_PROTOCOL
                && bytes.get() == FRAME
                && bytes.getLong() == bytes.remaining();
    }

    private static boolean isInteger(byte opcode) {
        return opcode == BININT || opcode == BININT1 || opcode == BININT2;
    }

    private static int integer(byte opcode, ByteBuffer bytes) {
        return switch (opcode) {
            case BININT1 -> Byte.toUnsignedInt(bytes.get());
            case BININT2 -> Short.toUnsignedInt(bytes.getShort());
            default -> bytes.getInt();
        };
    }

    private static boolean closes(boolean marked, int count, byte opcode) {
        return marked
                ? count > SHORT_TUPLE && opcode == TUPLE
                : count >= 1 && count <= SHORT_TUPLE && opcode == TUPLE1 + count - 1;
    }
}
