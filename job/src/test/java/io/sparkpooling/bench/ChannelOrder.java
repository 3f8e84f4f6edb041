package io.sparkpooling.bench;

import io.sparkpooling.bench.KernelWorkload.Layout;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorView;
import java.lang.reflect.Array;

/** Values from channels first to the layout of a workload and back. */
final class ChannelOrder {
    private ChannelOrder() {}

    /** The values of one row, channels first, as the workload stores them. */
    static Object stored(KernelWorkload workload, Object values) {
        return workload.layout() == Layout.CHANNELS_LAST
                ? transposed(workload.type(), values, workload.shape().size(0))
                : values;
    }

    /** Of a matrix of {@code lines} lines, the columns one after the other. */
    static Object transposed(ElementType type, Object values, int lines) {
        int length = Array.getLength(values);
        int columns = length / lines;
        Object transposed = type.newArray(length);
        for (int i = 0; i < length; i++) {
            System.arraycopy(values, i, transposed, i % columns * lines + i / columns, 1);
        }
        return transposed;
    }

    /** All numbers of the view's array; of a channels-last workload, which has but one row, channels first. */
    static double[] channelsFirst(KernelWorkload workload, TensorView pooled) {
        TensorView whole = new TensorView(pooled.type()).moveTo(pooled.carrier(), 0);
        double[] numbers = new double[Array.getLength(pooled.carrier())];
        int channels = workload.shape().size(0);
        int places = numbers.length / channels;
        boolean last = workload.layout() == Layout.CHANNELS_LAST;
        for (int i = 0; i < numbers.length; i++) {
            numbers[last ? i % channels * places + i / channels : i] = whole.number(i);
        }
        return numbers;
    }
}
