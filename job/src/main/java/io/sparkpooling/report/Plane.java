package io.sparkpooling.report;

import io.sparkpooling.tensor.TensorView;
import java.util.List;

/**
 * One channel of a tensor over its pooled axes: depth × height × width, axes that are missing have size 1.
 *
 * @param base where it begins, in elements of the view
 * @param sizes of the three axes
 * @param strides of the three axes
 */
record Plane(TensorView view, int base, int[] sizes, int[] strides) {
    static final int AXES = 3;

    /**
     * The plane over these physical axes.
     *
     * @param channel the place on each other physical axis; what it says of the pooled axes is not used
     */
    static Plane of(TensorView view, List<Integer> axes, int[] channel) {
        int[] all = view.type().shape().strides();
        int[] sizes = {1, 1, 1};
        int[] strides = {0, 0, 0};
        for (int i = 0; i < axes.size(); i++) {
            int place = AXES - axes.size() + i;
            sizes[place] = view.type().shape().size(axes.get(i));
            strides[place] = all[axes.get(i)];
        }
        int base = 0;
        for (int axis = 0; axis < channel.length; axis++) {
            base += axes.contains(axis) ? 0 : channel[axis] * all[axis];
        }
        return new Plane(view, base, sizes, strides);
    }

    double number(int depth, int height, int width) {
        return view.number(base + depth * strides[0] + height * strides[1] + width * strides[2]);
    }

    int elements() {
        return sizes[0] * sizes[1] * sizes[2];
    }

    /** The variance of the finite values, of at most about {@code visited} of them. */
    double variance(int visited) {
        int step = 1 + elements() / visited;
        double count = 0;
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < elements(); i += step) {
            int width = i % sizes[2];
            int height = i / sizes[2] % sizes[1];
            double value = number(i / sizes[2] / sizes[1], height, width);
            if (Double.isFinite(value)) {
                count++;
                double delta = value - mean;
                mean += delta / count;
                squares += delta * (value - mean);
            }
        }
        return count == 0 ? Double.NEGATIVE_INFINITY : squares / count;
    }
}
