package io.sparkpooling.convention;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.lang.reflect.Array;

/** Numbers of one list, or of a field that is one number: as many as there are, in an array that grows. */
public final class Numbers {
    private static final int FIRST_CAPACITY = 16;
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final ElementType type;
    private final TensorView view;
    private Object carrier;
    private int count;
    private int nulls;

    /** No numbers yet. */
    public Numbers(ElementType type) {
        this.type = type;
        this.view = new TensorView(TensorType.of(type, Shape.of(1)));
        this.carrier = type.newArray(0);
    }

    /** The elements of a tensor, where they lie. */
    static Numbers of(TensorView tensor) {
        Numbers numbers = new Numbers(tensor.type().elementType());
        numbers.carrier = tensor.carrier();
        numbers.count = tensor.type().shape().elementCount();
        numbers.view.moveTo(tensor.carrier(), tensor.offset());
        return numbers;
    }

    /** The first {@code count} numbers of a carrier array, which is taken over. */
    public static Numbers of(ElementType type, Object carrier, int count) {
        Numbers numbers = new Numbers(type);
        numbers.carrier = carrier;
        numbers.count = count;
        numbers.view.moveTo(carrier, 0);
        return numbers;
    }

    /** These integers. */
    static Numbers of(ElementType type, int... values) {
        Numbers numbers = new Numbers(type);
        for (int value : values) {
            numbers.addInteger(value);
        }
        return numbers;
    }

    /** Adds an integer, of uint64 its bits. */
    public void addInteger(long value) {
        reserve();
        view.setInteger(count++, value);
    }

    /** Adds a floating point number that the type holds. */
    public void addNumber(double value) {
        reserve();
        view.setNumber(count++, value);
    }

    /** Adds a 16-bit float by its bits. */
    public void addBits(short bits) {
        reserve();
        ((short[]) carrier)[count++] = bits;
    }

    /** Notes an element that is null. */
    public void addNull() {
        nulls++;
    }

    private void reserve() {
        int capacity = Array.getLength(carrier);
        if (count < capacity) {
            return;
        }
        if (capacity > LONGEST_ARRAY / 2
                || 2L * capacity * type.bytes() > Runtime.getRuntime().maxMemory() / 4) {
            throw new InvalidTensorException(
                    "more than %d values, more than this process' memory takes".formatted(capacity));
        }
        Object grown = type.newArray(Math.max(FIRST_CAPACITY, 2 * capacity));
        System.arraycopy(carrier, 0, grown, 0, count);
        carrier = grown;
        view.moveTo(carrier, 0);
    }

    /** The type of the numbers. */
    public ElementType type() {
        return type;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** How many elements were null, which are not counted. */
    public int nulls() {
        return nulls;
    }

    /** A number as an integer; of uint64 its bits. */
    public long integer(int index) {
        return view.integer(index);
    }

    /** A number as float64. */
    public double number(int index) {
        return view.number(index);
    }

    /** The bits of a 16-bit float. */
    public short bits(int index) {
        return ((short[]) carrier)[view.offset() + index];
    }

    /** The carrier array that holds them from {@link #offset} on; they must not be added to afterwards. */
    public Object carrier() {
        return carrier;
    }

    /** Where the first of them lies. */
    public int offset() {
        return view.offset();
    }
}
