package io.sparkpooling.convention;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the header of a {@code .npy} file says. The header is a Python dictionary with the three keys {@code descr}, {@code
 * fortran_order} and {@code shape}; of Python's grammar this reads what NumPy writes, in any order and spacing, and nothing else.
 * Patterns are possessive
 * and go on where the last one ended, so that no header takes more than linear time.
 *
 * @param order of the bytes of one element
 * @param columnMajor whether the first axis is innermost ({@code fortran_order})
 */
public record NpyHeader(ElementType elementType, ByteOrder order, boolean columnMajor, Shape shape) {
    private static final Pattern OPEN = Pattern.compile("\\s*+\\{\\s*+");
    private static final Pattern CLOSE = Pattern.compile("\\}\\s*+");
    private static final Pattern COMMA = Pattern.compile(",\\s*+");
    private static final Pattern ENTRY = Pattern.compile(
            "(?:'(\\w++)'|\"(\\w++)\")\\s*+:\\s*+('[^'\\\\]*+'|\"[^\"\\\\]*+\"|True|False|\\([^()]*+\\))\\s*+");
    private static final Pattern SIZE = Pattern.compile("\\s*+(-?\\d{1,20}+)L?\\s*+");
    private static final Pattern DESCR = Pattern.compile("([<>|])([a-zA-Z])(\\d{0,3}+)");

    /** Reads a header. */
    static NpyHeader parse(String header) {
        Map<String, String> entries = entries(header);
        if (!entries.keySet().equals(Set.of("descr", "fortran_order", "shape"))) {
            throw invalid(header, "its keys must be descr, fortran_order and shape");
        }
        String descr = entries.get("descr");
        Matcher type = DESCR.matcher(descr.substring(1, Math.max(1, descr.length() - 1)));
        if (!type.matches()) {
            throw invalid(header, "descr must be a simple type such as '<f4'");
        }
        String order = entries.get("fortran_order");
        if (!order.equals("True") && !order.equals("False")) {
            throw invalid(header, "fortran_order must be True or False");
        }
        return new NpyHeader(
                elementType(type),
                type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                order.equals("True"),
                shape(header, entries.get("shape")));
    }

    private static Map<String, String> entries(String header) {
        Map<String, String> entries = new HashMap<>();
        Cursor cursor = new Cursor(header);
        boolean more = cursor.passes(OPEN);
        while (more && cursor.passes(ENTRY)) {
            String key = cursor.matcher.group(1) == null ? cursor.matcher.group(2) : cursor.matcher.group(1);
            if (entries.put(key, cursor.matcher.group(3)) != null) {
                throw invalid(header, "a key twice");
            }
            more = cursor.passes(COMMA);
        }
        if (!cursor.passes(CLOSE) || cursor.at != header.length()) {
            throw invalid(header, "a Python dictionary of simple values is expected");
        }
        return entries;
    }

    /** A place in the header that moves behind each pattern that matches there. */
    private static final class Cursor {
        private final Matcher matcher;
        private final int end;
        private int at;

        Cursor(String header) {
            this.matcher = OPEN.matcher(header);
            this.end = header.length();
        }

        boolean passes(Pattern pattern) {
            boolean matches = matcher.usePattern(pattern).region(at, end).lookingAt();
            at = matches ? matcher.end() : at;
            return matches;
        }
    }

    private static Shape shape(String header, String tuple) {
        if (!tuple.startsWith("(")) {
            throw invalid(header, "shape must be a tuple");
        }
        String inner = tuple.substring(1, tuple.length() - 1).strip();
        List<Integer> sizes = new ArrayList<>();
        String[] words = inner.split(",", -1);
        int count = words[words.length - 1].isBlank() ? words.length - 1 : words.length;
        for (int axis = 0; axis < count; axis++) {
            sizes.add(size(header, words[axis]));
        }
        if (sizes.size() == 1 && !inner.endsWith(",")) {
            throw invalid(header, "shape must be a tuple");
        }
        try {
            return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
        } catch (InvalidArgumentException tooLarge) {
            throw new InvalidTensorException(".npy file: " + tooLarge.getMessage());
        }
    }

    private static int size(String header, String word) {
        Matcher size = SIZE.matcher(word);
        if (!size.matches()) {
            throw invalid(header, "sizes must be integers");
        }
        BigInteger exact = new BigInteger(size.group(1));
        if (exact.signum() < 0 || exact.bitLength() > 31) {
            throw invalid(header, "sizes must be from 0 to " + Integer.MAX_VALUE);
        }
        return exact.intValueExact();
    }

    private static ElementType elementType(Matcher type) {
        String word = type.group(2) + type.group(3);
        ElementType elementType =
                switch (word) {
                    case "f2" -> ElementType.FLOAT16;
                    case "f4" -> ElementType.FLOAT32;
                    case "f8" -> ElementType.FLOAT64;
                    case "i1" -> ElementType.INT8;
                    case "i2" -> ElementType.INT16;
                    case "i4" -> ElementType.INT32;
                    case "i8" -> ElementType.INT64;
                    case "u1" -> ElementType.UINT8;
                    case "u2" -> ElementType.UINT16;
                    case "u4" -> ElementType.UINT32;
                    case "u8" -> ElementType.UINT64;
                    case "b1" -> ElementType.BOOL;
                    default ->
                        throw new InvalidTensorException(
                                ".npy file: elements of %s (must be numbers)".formatted(type.group()));
                };
        if (type.group(1).equals("|") && elementType.bytes() > 1) {
            throw new InvalidTensorException(".npy file: elements of %s (no byte order)".formatted(type.group()));
        }
        return elementType;
    }

    /** What NumPy calls an element type, in little-endian order. */
    static String descr(ElementType type) {
        return switch (type) {
            case FLOAT16 -> "<f2";
            case FLOAT32 -> "<f4";
            case FLOAT64 -> "<f8";
            case INT8 -> "|i1";
            case INT16 -> "<i2";
            case INT32 -> "<i4";
            case INT64 -> "<i8";
            case UINT8 -> "|u1";
            case UINT16 -> "<u2";
            case UINT32 -> "<u4";
            case UINT64 -> "<u8";
            case BOOL -> "|b1";
            case BFLOAT16 -> throw new InvalidTensorException("a .npy file has no bfloat16");
        };
    }

    private static InvalidTensorException invalid(String header, String reason) {
        String shown = header.length() > 120 ? header.substring(0, 120) + "..." : header.strip();
        return new InvalidTensorException(".npy file: header %s (%s)".formatted(shown, reason));
    }
}
