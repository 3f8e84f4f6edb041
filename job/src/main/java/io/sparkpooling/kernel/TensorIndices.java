package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Numbering;
import io.sparkpooling.pooling.Selection;
import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorView;
import io.sparkpooling.window.AxisWindows;
import java.util.stream.IntStream;

/**
 * Turns the indices that another kernel gives, places in a plane, into places in the whole tensor: {@code plane * planeSize +
 * place}, planes in row-major order of the logical axes that are not pooled. A tensor of ONNX holds a batch of ours; its indices
 * are these for a batch of one.
 */
final class TensorIndices implements PoolingKernel {
    private static final long NO_TAPS = -1;

    private final PoolingKernel kernel;
    private final long planeSize;
    private final long[] places;
    private final int[] planes;
    private final boolean[] empty;

    private TensorIndices(PoolingKernel kernel, WindowedPooling pooling, Numbering numbering) {
        int[] sizes =
                pooling.windows().stream().mapToInt(AxisWindows::inputSize).toArray();
        int count = IntStream.of(sizes).reduce(1, Math::multiplyExact);
        this.kernel = kernel;
        this.planeSize = count;
        this.places = IntStream.range(0, count)
                .mapToLong(place -> numbering == Numbering.TENSOR ? place : columnMajor(place, sizes))
                .toArray();
        this.planes = planes(pooling);
        this.empty = empty(pooling);
    }

    /** The plane of each element of the output. */
    private static int[] planes(WindowedPooling pooling) {
        Shape shape = pooling.output().shape();
        int[] strides = shape.strides();
        int[] others = IntStream.range(0, shape.rank())
                .map(pooling.output()::physicalAxis)
                .filter(axis -> !pooling.axes().contains(axis))
                .toArray();
        int[] planes = new int[shape.elementCount()];
        for (int axis : others) {
            for (int i = 0; i < planes.length; i++) {
                planes[i] = planes[i] * shape.size(axis) + i / strides[axis] % shape.size(axis);
            }
        }
        return planes;
    }

    /** For each element of the output whether its window has no taps. */
    private static boolean[] empty(WindowedPooling pooling) {
        Shape shape = pooling.output().shape();
        int[] strides = shape.strides();
        boolean[] empty = new boolean[shape.elementCount()];
        for (int i = 0; i < pooling.axes().size(); i++) {
            int axis = pooling.axes().get(i);
            AxisWindows windows = pooling.windows().get(i);
            for (int at = 0; at < empty.length; at++) {
                empty[at] |= windows.taps(at / strides[axis] % shape.size(axis)) == 0;
            }
        }
        return empty;
    }

    /** The place in a plane of these sizes, its first axis fastest, of one that counts the last axis fastest. */
    private static long columnMajor(int place, int[] sizes) {
        long number = 0;
        int rest = place;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            number = number * sizes[axis] + rest % sizes[axis];
            rest /= sizes[axis];
        }
        return number;
    }

    /** The kernel itself where its indices count as they shall, or nobody asks for any. */
    static PoolingKernel after(PoolingKernel kernel, WindowedPooling pooling) {
        Numbering numbering = pooling.indices().map(Selection::numbering).orElse(Numbering.PLANE);
        return numbering == Numbering.PLANE ? kernel : new TensorIndices(kernel, pooling, numbering);
    }

    @Override
    public void pool(TensorView[] inputs, TensorView[] outputs) {
        kernel.pool(inputs, outputs);
        TensorView indices = outputs[outputs.length - 1];
        for (int i = 0; i < planes.length; i++) {
            indices.setInteger(i, empty[i] ? NO_TAPS : planes[i] * planeSize + places[(int) indices.integer(i)]);
        }
    }

    @Override
    public String name() {
        return kernel.name();
    }
}
