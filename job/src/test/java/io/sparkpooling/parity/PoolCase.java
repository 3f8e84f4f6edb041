package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One question to both sides: pool this tensor in this way. A parameter is an Integer, a Double, a Boolean, a String or a
 * list with one Integer, or pair of them, for each pooled axis; those that are absent have their default. The pooled axes are the last ones.
 *
 * @param operation PyTorch's name, such as {@code max_pool2d}
 * @param values the carrier array of {@code type}, row-major in {@code shape}
 */
record PoolCase(String operation, ElementType type, Shape shape, Object values, Map<String, Object> parameters) {
    /** The entry of {@code output_size} that keeps the input's size; written {@code null}. */
    static final int KEEP = Integer.MIN_VALUE;

    PoolCase {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    static PoolCase of(String operation, ElementType type, Shape shape, Object values) {
        return new PoolCase(operation, type, shape, values, Map.of());
    }

    static PoolCase ofFloats(String operation, Shape shape, float... values) {
        return of(operation, ElementType.FLOAT32, shape, values);
    }

    PoolCase with(String name, Object value) {
        Map<String, Object> extended = new LinkedHashMap<>(parameters);
        extended.put(name, value);
        return new PoolCase(operation, type, shape, values, extended);
    }

    PoolCase without(String... names) {
        Map<String, Object> reduced = new LinkedHashMap<>(parameters);
        reduced.keySet().removeAll(List.of(names));
        return new PoolCase(operation, type, shape, values, reduced);
    }

    /** The same question about other values of the same shape. */
    PoolCase withValues(ElementType otherType, Object otherValues) {
        return new PoolCase(operation, otherType, shape, otherValues, parameters);
    }

    PoolCase withOperation(String other) {
        return new PoolCase(other, type, shape, values, parameters);
    }

    PoolCase withShape(Shape other) {
        return new PoolCase(operation, type, other, values, parameters);
    }

    /** The operation without its number of dimensions: {@code max_pool}. */
    String family() {
        return operation.substring(0, operation.length() - 2);
    }

    /** The number of pooled axes. */
    int pooledAxes() {
        return operation.charAt(operation.length() - 2) - '0';
    }

    /** The parameter's value for each pooled axis; {@code absent} where it is not given. */
    long[] longs(String name, long[] absent) {
        Object value = parameters.get(name);
        if (value == null) {
            return absent;
        }
        return value instanceof List<?> list
                ? list.stream().mapToLong(entry -> ((Number) entry).longValue()).toArray()
                : IntStream.range(0, pooledAxes())
                        .mapToLong(axis -> ((Number) value).longValue())
                        .toArray();
    }

    boolean flag(String name, boolean absent) {
        return (Boolean) parameters.getOrDefault(name, absent);
    }

    double number(String name, double absent) {
        return ((Number) parameters.getOrDefault(name, absent)).doubleValue();
    }

    boolean gives(String name) {
        return parameters.containsKey(name);
    }

    /** Whether adaptive pooling leaves one element of each map. */
    boolean hasOneOutput() {
        long[] output = longs("output_size", new long[0]);
        int leading = shape.rank() - pooledAxes();
        return gives("output_size")
                && IntStream.range(0, output.length)
                        .allMatch(axis -> output[axis] == 1 || output[axis] == KEEP && shape.size(leading + axis) == 1);
    }

    /** The expression that asks us, on a column {@code x}; {@code extra} holds further arguments such as {@code layout='HWC'}. */
    String expression(String... extra) {
        List<String> arguments = new ArrayList<>(List.of("x"));
        parameters.forEach((name, value) -> arguments.add(name + "=" + text(value)));
        arguments.addAll(List.of(extra));
        return operation + "(" + String.join(", ", arguments) + ")";
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(PoolCase::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof String) {
            return "'" + value + "'";
        }
        return value.equals(KEEP) ? "null" : value.toString();
    }

    @Override
    public String toString() {
        return "%s of %s %s".formatted(expression(), type, shape);
    }
}
