package io.sparkpooling.interop;

import io.sparkpooling.parity.Npy;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One row as another reader gives it.
 *
 * @param tensor lists of lists ... of numbers; bytes; or a struct as a map from its fields' names to such values
 */
record StoredRow(long id, Object tensor) {

    /** The tensor's numbers in the order in which they lie. */
    double[] numbers() {
        List<Double> numbers = new ArrayList<>();
        add(tensor, numbers);
        return numbers.stream().mapToDouble(number -> number).toArray();
    }

    /** The shape as far as the row itself says it: a struct's shape, a NumPy file's, the lengths of lists, the bytes' count. */
    List<Integer> shape() {
        if (tensor instanceof Map<?, ?> struct) {
            return ((List<?>) struct.get("shape"))
                    .stream().map(size -> ((Number) size).intValue()).toList();
        }
        if (tensor instanceof byte[] bytes) {
            return isNumPyFile(bytes)
                    ? Arrays.stream(Npy.parse(bytes).shape().toArray()).boxed().toList()
                    : List.of(bytes.length);
        }
        List<Integer> lengths = new ArrayList<>();
        for (Object level = tensor; level instanceof List<?> list; level = list.get(0)) {
            lengths.add(list.size());
        }
        return lengths;
    }

    private static void add(Object value, List<Double> numbers) {
        if (value instanceof Map<?, ?> struct) {
            add(struct.get("data"), numbers);
        } else if (value instanceof List<?> list) {
            list.forEach(each -> add(each, numbers));
        } else if (value instanceof byte[] bytes) {
            add(bytes, numbers);
        } else {
            numbers.add(((Number) value).doubleValue());
        }
    }

    private static void add(byte[] bytes, List<Double> numbers) {
        if (isNumPyFile(bytes)) {
            Object values = Npy.parse(bytes).values();
            for (int index = 0; index < Array.getLength(values); index++) {
                add(Array.get(values, index), numbers);
            }
            return;
        }
        ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (floats.hasRemaining()) {
            numbers.add((double) floats.getFloat());
        }
    }

    private static boolean isNumPyFile(byte[] bytes) {
        return bytes.length > 6 && bytes[0] == (byte) 0x93 && bytes[1] == 'N';
    }
}
