package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array that numpy wrote: little-endian, C order. Reads what the expectations in {@code conventions/} need and refuses the
 * rest; the format is NEP 1.
 *
 * @param values the carrier array of {@code type}, row-major in {@code shape}
 */
public record Npy(ElementType type, Shape shape, Object values) {
    private static final Pattern HEADER =
            Pattern.compile("\\{'descr': '[<|]([a-z]\\d)', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\), \\}\\s*");

    /** The array in the test resource {@code conventions/<name>}. */
    public static Npy convention(String name) {
        try (InputStream in = Npy.class.getResourceAsStream("/conventions/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("Unknown expectation: conventions/" + name);
            }
            return parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The values; only for float32. */
    public float[] floats() {
        return (float[]) values;
    }

    /** The array at {@code index} of the outermost axis; only for float32. */
    public float[] floats(int index) {
        int count = shape.elementCount() / shape.size(0);
        return Arrays.copyOfRange(floats(), index * count, (index + 1) * count);
    }

    /** The array in a file of version 1. */
    public static Npy parse(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(8);
        byte[] text = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(text);
        String header = new String(text, StandardCharsets.US_ASCII);
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Invalid .npy header: " + header);
        }
        ElementType type = elementType(matcher.group(1));
        Shape shape = Shape.of(Pattern.compile("\\d+")
                .matcher(matcher.group(2))
                .results()
                .mapToInt(size -> Integer.parseInt(size.group()))
                .toArray());
        return new Npy(type, shape, values(type, in, shape.elementCount()));
    }

    private static ElementType elementType(String descr) {
        return switch (descr) {
            case "f2" -> ElementType.FLOAT16;
            case "f4" -> ElementType.FLOAT32;
            case "f8" -> ElementType.FLOAT64;
            case "i1" -> ElementType.INT8;
            case "i2" -> ElementType.INT16;
            case "i4" -> ElementType.INT32;
            case "i8" -> ElementType.INT64;
            case "u1" -> ElementType.UINT8;
            default -> throw new IllegalArgumentException("Invalid .npy descr: " + descr);
        };
    }

    private static Object values(ElementType type, ByteBuffer in, int count) {
        Object values = type.newArray(count);
        if (values instanceof float[] floats) {
            in.asFloatBuffer().get(floats);
        } else if (values instanceof double[] doubles) {
            in.asDoubleBuffer().get(doubles);
        } else if (values instanceof short[] shorts) {
            in.asShortBuffer().get(shorts);
        } else if (values instanceof int[] ints) {
            in.asIntBuffer().get(ints);
        } else if (values instanceof long[] longs) {
            in.asLongBuffer().get(longs);
        } else {
            in.get((byte[]) values);
        }
        return values;
    }
}
