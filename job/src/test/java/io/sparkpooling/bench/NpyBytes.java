package io.sparkpooling.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** float32 as NumPy writes it: {@code tobytes}, {@code np.save}, {@code np.savez_compressed}. */
final class NpyBytes {
    private static final int ALIGNMENT = 64;
    private static final int BEFORE_HEADER = 10;

    private NpyBytes() {}

    /** Little-endian, row-major. */
    static byte[] raw(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    static byte[] npy(float[] values, int... shape) {
        String sizes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }".formatted(sizes);
        int length = (BEFORE_HEADER + header.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
        ByteBuffer file =
                ByteBuffer.allocate(length + values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        file.putShort((short) (length - BEFORE_HEADER)).put(header.getBytes(StandardCharsets.US_ASCII));
        while (file.position() < length - 1) {
            file.put((byte) ' ');
        }
        return file.put((byte) '\n').put(raw(values)).array();
    }

    /** Deflated, as little as zip can: benchmarks have to write it too. */
    static byte[] npz(float[] values, int... shape) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("arr.npy"));
            zip.write(npy(values, shape));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return file.toByteArray();
    }
}
