package io.sparkpooling.tensor;

/**
 * One tensor in a carrier array, its elements read and written as numbers whatever their type is. A view is moved from tensor to
 * tensor, so that nothing is allocated for each of them. Elements are counted in the order in which they lie.
 */
public final class TensorView {
    private final TensorType type;
    private final ElementType elementType;
    private Object carrier;
    private int offset;

    /** A view of tensors of {@code type}, over nothing until it is moved. */
    public TensorView(TensorType type) {
        this.type = type;
        this.elementType = type.elementType();
        this.carrier = elementType.newArray(0);
    }

    /** Moves to the tensor that begins at {@code newOffset} of an array of the element type's carrier; gives this view. */
    public TensorView moveTo(Object newCarrier, int newOffset) {
        this.carrier = newCarrier;
        this.offset = newOffset;
        return this;
    }

    /** The type of the tensors. */
    public TensorType type() {
        return type;
    }

    /** The array that the tensor lies in. */
    public Object carrier() {
        return carrier;
    }

    /** Where in the array it begins. */
    public int offset() {
        return offset;
    }

    /** An element as float64; exact but for 64-bit integers beyond 2^53. */
    public double number(int index) {
        int at = offset + index;
        return switch (elementType) {
            case FLOAT64 -> ((double[]) carrier)[at];
            case FLOAT32 -> ((float[]) carrier)[at];
            case FLOAT16 -> Float16.toFloat(((short[]) carrier)[at]);
            case BFLOAT16 -> BFloat16.toFloat(((short[]) carrier)[at]);
            case UINT64 -> unsigned(((long[]) carrier)[at]);
            default -> integer(index);
        };
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    /** An element as int64; uint64 as its bits, a floating point number without its fraction. */
    public long integer(int index) {
        int at = offset + index;
        return switch (elementType) {
            case INT8, BOOL -> ((byte[]) carrier)[at];
            case UINT8 -> Byte.toUnsignedLong(((byte[]) carrier)[at]);
            case INT16 -> ((short[]) carrier)[at];
            case UINT16 -> Short.toUnsignedLong(((short[]) carrier)[at]);
            case INT32 -> ((int[]) carrier)[at];
            case UINT32 -> Integer.toUnsignedLong(((int[]) carrier)[at]);
            case INT64, UINT64 -> ((long[]) carrier)[at];
            case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> (long) number(index);
        };
    }

    /**
     * Writes an element: rounded once to a floating point type, NaN as the one canonical NaN; for integers without its fraction,
     * limited to the type.
     */
    public void setNumber(int index, double value) {
        int at = offset + index;
        switch (elementType) {
            case FLOAT64 -> ((double[]) carrier)[at] = Double.isNaN(value) ? Double.NaN : value;
            case FLOAT32 -> ((float[]) carrier)[at] = Double.isNaN(value) ? Float.NaN : (float) value;
            case FLOAT16 -> ((short[]) carrier)[at] = Float16.fromDouble(value);
            case BFLOAT16 -> ((short[]) carrier)[at] = BFloat16.fromDouble(value);
            case UINT64 -> ((long[]) carrier)[at] = ElementType.unsignedBits(value);
            default -> setInteger(index, elementType.limited((long) value));
        }
    }

    /** Writes an element that the type holds; uint64 as its bits. Of floating point types the nearest number. */
    public void setInteger(int index, long value) {
        int at = offset + index;
        switch (elementType) {
            case INT8, UINT8, BOOL -> ((byte[]) carrier)[at] = (byte) value;
            case INT16, UINT16 -> ((short[]) carrier)[at] = (short) value;
            case INT32, UINT32 -> ((int[]) carrier)[at] = (int) value;
            case INT64, UINT64 -> ((long[]) carrier)[at] = value;
            case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> setNumber(index, value);
        }
    }

    /** Copies the bits of one element of a view of the same element type. */
    public void copy(int index, TensorView source, int sourceIndex) {
        System.arraycopy(source.carrier, source.offset + sourceIndex, carrier, offset + index, 1);
    }

    /** Sets every element to zero. */
    public void clear() {
        int end = type.shape().elementCount();
        for (int index = 0; index < end; index++) {
            setInteger(index, 0);
        }
    }
}
