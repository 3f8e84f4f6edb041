package io.sparkpooling.tensor;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The type of a tensor's elements, under NumPy's and PyTorch's name. Each has one carrier: the primitive array that holds
 * its bits without widening ({@code short[]} for both 16-bit floats, the signed array of the same width for unsigned
 * integers, {@code byte[]} with 0 and 1 for bool), so that a tensor costs in memory what it costs on disk.
 */
public enum ElementType {
    FLOAT16(2, short.class),
    BFLOAT16(2, short.class),
    FLOAT32(4, float.class),
    FLOAT64(8, double.class),
    INT8(1, byte.class),
    INT16(2, short.class),
    INT32(4, int.class),
    INT64(8, long.class),
    UINT8(1, byte.class),
    UINT16(2, short.class),
    UINT32(4, int.class),
    UINT64(8, long.class),
    BOOL(1, byte.class);

    private final int bytes;
    private final Class<?> carrier;

    ElementType(int bytes, Class<?> carrier) {
        this.bytes = bytes;
        this.carrier = carrier;
    }

    /** The type of that name, such as {@code float32}. */
    public static ElementType named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.word().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidArgumentException("Unknown element type: %s (known: %s)"
                        .formatted(
                                name,
                                Arrays.stream(values()).map(ElementType::word).collect(Collectors.joining(", ")))));
    }

    /** The name that users write and read: {@code float32}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Whether elements are floating point numbers: with NaN, infinities and a signed zero. */
    public boolean isFloatingPoint() {
        return this == FLOAT16 || this == BFLOAT16 || this == FLOAT32 || this == FLOAT64;
    }

    /** Whether elements are integers without a sign. */
    public boolean isUnsigned() {
        return this == UINT8 || this == UINT16 || this == UINT32 || this == UINT64;
    }

    /** A new carrier array of {@code length} zeros: {@code float[]} for float32, {@code short[]} for float16. */
    public Object newArray(int length) {
        return Array.newInstance(carrier, length);
    }

    /** The smallest integer of this type; of uint64 its bits. */
    public long smallest() {
        return isUnsigned() || this == BOOL ? 0 : Long.MIN_VALUE >> 64 - 8 * bytes;
    }

    /** The largest integer of this type; of uint64 its bits. */
    public long largest() {
        if (this == BOOL) {
            return 1;
        }
        return this == UINT64 ? -1 : Long.MAX_VALUE >>> 64 - 8 * bytes - (isUnsigned() ? 1 : 0);
    }

    /** The integer of this type nearest to {@code value}; every {@code value} where this is uint64, whose bits it is. */
    public long limited(long value) {
        return this == UINT64 ? value : Math.max(smallest(), Math.min(largest(), value));
    }

    /** The number of this floating point type that is nearest to {@code value}, ties to even, rounded once. */
    public double rounded(double value) {
        return switch (this) {
            case FLOAT16 -> Float16.toFloat(Float16.fromDouble(value));
            case BFLOAT16 -> BFloat16.toFloat(BFloat16.fromDouble(value));
            case FLOAT32 -> (float) value;
            case FLOAT64 -> value;
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, BOOL ->
                throw new IllegalArgumentException(this + " is no floating point type");
        };
    }

    /** The bits of the uint64 nearest to {@code value} that is not larger; 0 of negative numbers and NaN. */
    static long unsignedBits(double value) {
        if (!(value >= 1)) {
            return 0;
        }
        return value < 0x1p63 ? (long) value : value < 0x1p64 ? (long) (value - 0x1p63) ^ Long.MIN_VALUE : -1;
    }

    @Override
    public String toString() {
        return word();
    }
}
