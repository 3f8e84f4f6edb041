package io.sparkpooling.report.html;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A picture of one byte an element with its palette, as a PNG in a {@code data:} address. By hand, since it is 40 lines and the
 * JDK's own writer needs the desktop module, which small run-time images leave out.
 */
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int BITS = 8;
    private static final int INDEXED = 3;

    private Png() {}

    /**
     * The address.
     *
     * @param levels height × width, row-major, from {@code offset} on
     * @param palette 256 colours, each 0xRRGGBB
     */
    static String address(int height, int width, byte[] levels, int offset, int[] palette) {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            png.write(SIGNATURE);
            chunk(png, "IHDR", header(height, width));
            chunk(png, "PLTE", colours(palette));
            chunk(png, "IDAT", compressed(height, width, levels, offset));
            chunk(png, "IEND", new byte[0]);
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] header(int height, int width) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeInt(width);
        header.writeInt(height);
        header.write(new byte[] {BITS, INDEXED, 0, 0, 0});
        return bytes.toByteArray();
    }

    private static byte[] colours(int[] palette) {
        byte[] colours = new byte[palette.length * 3];
        for (int i = 0; i < palette.length; i++) {
            colours[3 * i] = (byte) (palette[i] >> 16);
            colours[3 * i + 1] = (byte) (palette[i] >> 8);
            colours[3 * i + 2] = (byte) palette[i];
        }
        return colours;
    }

    /** Each line after a 0: no filter. */
    private static byte[] compressed(int height, int width, byte[] levels, int offset) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream lines = new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION))) {
            for (int line = 0; line < height; line++) {
                lines.write(0);
                lines.write(levels, offset + line * width, width);
            }
        }
        return bytes.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        DataOutputStream chunk = new DataOutputStream(png);
        chunk.writeInt(content.length);
        chunk.write(name);
        chunk.write(content);
        chunk.writeInt((int) sum.getValue());
    }
}
