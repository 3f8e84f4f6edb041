package io.sparkpooling.convention;

import io.sparkpooling.tensor.InvalidTensorException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The value of one row of a column whose rows each say what they hold, taken apart: its bytes, or the numbers and bytes of its
 * fields. A column that is no struct has one part, under the empty name.
 */
public final class RowParts {
    /** The name of the part of a column that is no struct. */
    public static final String VALUE = "";

    /** No parts; nobody adds any. */
    public static final RowParts NONE = new RowParts();

    private final Map<String, Numbers> numbers = new LinkedHashMap<>();
    private final Map<String, byte[]> bytes = new LinkedHashMap<>();

    /** With the numbers of a field. */
    public RowParts with(String field, Numbers values) {
        numbers.put(field, values);
        return this;
    }

    /** With the bytes of a field. */
    public RowParts with(String field, byte[] value) {
        bytes.put(field, value);
        return this;
    }

    /** With all that other parts have. */
    public RowParts with(RowParts others) {
        numbers.putAll(others.numbers);
        bytes.putAll(others.bytes);
        return this;
    }

    /** Whether a field is there. */
    public boolean has(String field) {
        return numbers.containsKey(field) || bytes.containsKey(field);
    }

    /**
     * The numbers of a field.
     *
     * @throws InvalidTensorException if it is null or holds nulls
     */
    public Numbers numbers(String field) {
        Numbers values = numbers.get(field);
        if (values == null) {
            throw new InvalidTensorException("its %s is null".formatted(field));
        }
        if (values.nulls() > 0) {
            throw new InvalidTensorException("%d of %d values of its %s are null"
                    .formatted(values.nulls(), values.nulls() + values.count(), field));
        }
        return values;
    }

    /**
     * The bytes of a field.
     *
     * @throws InvalidTensorException if it is null
     */
    public byte[] bytes(String field) {
        byte[] value = bytes.get(field);
        if (value == null) {
            throw new InvalidTensorException("its %s is null".formatted(field));
        }
        return value;
    }
}
