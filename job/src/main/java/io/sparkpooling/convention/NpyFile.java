package io.sparkpooling.convention;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A tensor as NumPy's {@code np.save} writes it, the whole file in memory. Format: the magic, a version, the length of the
 * header, a Python dictionary as {@link NpyHeader} reads it, then the elements (numpy.lib.format). A file comes from anybody: its
 * elements are counted before anything is allocated for them.
 *
 * @param elements in row-major order, whatever the order in the file is
 */
public record NpyFile(ElementType elementType, Shape shape, Object elements) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    /** NumPy's own limit for files that it does not trust. */
    private static final int LONGEST_HEADER = 10_000;

    /**
     * The tensor of a file of version 1, 2 or 3.
     *
     * @throws InvalidTensorException if it is no such file, with the reason
     */
    public static NpyFile read(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        NpyHeader header = NpyHeader.parse(header(bytes));
        long expected =
                (long) header.shape().elementCount() * header.elementType().bytes();
        if (bytes.remaining() != expected) {
            throw new InvalidTensorException(".npy file: %d bytes for %s %s (%d expected)"
                    .formatted(bytes.remaining(), header.elementType(), header.shape(), expected));
        }
        Object elements = ElementBytes.read(
                bytes.slice().order(header.order()),
                header.elementType(),
                header.shape().elementCount());
        return new NpyFile(
                header.elementType(),
                header.shape(),
                header.columnMajor() ? rowMajor(elements, header.shape(), header.elementType()) : elements);
    }

    /** Whether these bytes begin as a {@code .npy} file does. */
    static boolean isOne(byte[] file) {
        return file.length >= MAGIC.length + 2 && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private static String header(ByteBuffer bytes) {
        if (!isOne(bytes.array())) {
            throw new InvalidTensorException("no .npy file: it does not begin with \\x93NUMPY");
        }
        int major = bytes.get(MAGIC.length);
        int minor = bytes.get(MAGIC.length + 1);
        if (major < 1 || major > 3 || minor != 0) {
            throw new InvalidTensorException(
                    ".npy file: version %d.%d (1.0, 2.0 and 3.0 are known)".formatted(major, minor));
        }
        bytes.position(MAGIC.length + 2);
        byte[] header = new byte[headerLength(bytes, major == 1 ? Short.BYTES : Integer.BYTES)];
        bytes.get(header);
        return new String(header, StandardCharsets.ISO_8859_1);
    }

    private static int headerLength(ByteBuffer bytes, int lengthBytes) {
        if (bytes.remaining() < lengthBytes) {
            throw new InvalidTensorException(".npy file: it ends within its header");
        }
        long length = lengthBytes == Short.BYTES
                ? Short.toUnsignedLong(bytes.getShort())
                : Integer.toUnsignedLong(bytes.getInt());
        if (length > LONGEST_HEADER || length > bytes.remaining()) {
            throw new InvalidTensorException(".npy file: a header of %d bytes (%d are left, and at most %d are allowed)"
                    .formatted(length, bytes.remaining(), LONGEST_HEADER));
        }
        return (int) length;
    }

    /** Elements that lie with the first axis innermost, in an order with the last one innermost. */
    private static Object rowMajor(Object source, Shape shape, ElementType type) {
        Object target = type.newArray(shape.elementCount());
        int[] place = new int[shape.rank()];
        for (int to = 0; to < shape.elementCount(); to++) {
            int from = 0;
            for (int axis = place.length - 1; axis >= 0; axis--) {
                from = from * shape.size(axis) + place[axis];
            }
            System.arraycopy(source, from, target, to, 1);
            advance(place, shape);
        }
        return target;
    }

    private static void advance(int[] place, Shape shape) {
        for (int axis = place.length - 1; axis >= 0; axis--) {
            place[axis]++;
            if (place[axis] < shape.size(axis)) {
                return;
            }
            place[axis] = 0;
        }
    }

    /** The file, as {@code np.save} writes it: version 1, little-endian, row-major, elements aligned to 64 bytes. */
    public byte[] bytes() {
        String sizes = IntStream.of(shape.toArray()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String dictionary = "{'descr': '%s', 'fortran_order': False, 'shape': (%s%s), }"
                .formatted(NpyHeader.descr(elementType), sizes, shape.rank() == 1 ? "," : "");
        int fixed = MAGIC.length + 2 + Short.BYTES;
        int padded = (fixed + dictionary.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer bytes = ByteBuffer.allocate(
                        Math.addExact(padded, Math.multiplyExact(shape.elementCount(), elementType.bytes())))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (padded - fixed));
        bytes.put(dictionary.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.position() < padded - 1) {
            bytes.put((byte) ' ');
        }
        ElementBytes.write(elements, bytes.put((byte) '\n'));
        return bytes.array();
    }
}
