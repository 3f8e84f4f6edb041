package io.sparkpooling.report;

import io.sparkpooling.tensor.ElementType;

/**
 * Gathers the {@link ValueStatistics} of tensors, one after the other, at memory speed: it sees every value that a job reads
 * and writes. A tensor is cut into blocks of {@value #BLOCK} values, counted from its own first value; each block is summed
 * up by itself and the blocks are merged in order. So the result depends on the values and the order of the tensors alone,
 * never on batches, vector width or machine.
 *
 * <p>float32 and the types that a float holds exactly are summed as floats in a {@link FloatBlock}; the others, and blocks
 * with NaN, infinities or squares that a float cannot hold, as doubles in a {@link DoubleBlock}. Not thread-safe; one for
 * each task and column.
 */
public final class ValueAccumulator {
    static final int BLOCK = FloatBlock.LENGTH;

    private final ElementType type;
    private final FloatBlock floats = new FloatBlock();
    private final float[] converted = new float[BLOCK];
    private final DoubleBlock doubles = new DoubleBlock(BLOCK);
    private ValueStatistics total = ValueStatistics.EMPTY;

    private ValueAccumulator(ElementType type) {
        this.type = type;
    }

    /** An accumulator that has seen nothing, for tensors of this type. */
    public static ValueAccumulator of(ElementType type) {
        return new ValueAccumulator(type);
    }

    /** Adds one tensor: {@code count} elements of the type's carrier array from {@code offset} on. */
    public void add(Object carrier, int offset, int count) {
        for (int done = 0; done < count; done += BLOCK) {
            total = total.mergedWith(block(carrier, offset + done, Math.min(BLOCK, count - done)));
        }
    }

    /** Adds what another accumulator has seen after what this one has seen. */
    public void merge(ValueStatistics other) {
        total = total.mergedWith(other);
    }

    /** What has been added so far. */
    public ValueStatistics statistics() {
        return total;
    }

    private ValueStatistics block(Object carrier, int offset, int count) {
        if (!CarrierValues.fitFloat(type)) {
            CarrierValues.toDoubles(type, carrier, offset, count, doubles.values());
            return doubles.statistics(count);
        }
        return carrier instanceof float[] values
                ? block(values, offset, count)
                : block(converted(carrier, offset, count), 0, count);
    }

    private float[] converted(Object carrier, int offset, int count) {
        CarrierValues.toFloats(type, carrier, offset, count, converted);
        return converted;
    }

    private ValueStatistics block(float[] values, int from, int count) {
        if (floats.sum(values, from, count)) {
            return floats.statistics();
        }
        for (int i = 0; i < count; i++) {
            doubles.values()[i] = values[from + i];
        }
        return doubles.statistics(count);
    }
}
