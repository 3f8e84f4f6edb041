package io.sparkpooling.kernel;

import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.stream.IntStream;

/** A copy of one tensor with the padding of some of its axes filled in: run by run of elements that lie side by side in both. */
final class FilledTensor {
    private final TensorView copy;
    private final int[] runs;
    private final int[] elements;

    /** The type of a tensor with places filled in. */
    static TensorType filled(TensorType type, List<Integer> axes, List<int[]> places) {
        Shape shape = type.shape();
        for (int i = 0; i < axes.size(); i++) {
            shape = shape.withSize(axes.get(i), places.get(i).length);
        }
        return type.withShape(shape);
    }

    /** The memory that a copy takes, and while it is made the tables of where elements come from. */
    static long bytes(TensorType filled) {
        return filled.bytes() + 2L * Integer.BYTES * filled.shape().elementCount();
    }

    /**
     * @param type of the tensor
     * @param axes the physical axes that are filled
     * @param places for each of them the element of the axis that stands at each place of the filled one
     */
    FilledTensor(TensorType type, List<Integer> axes, List<int[]> places) {
        int[] at = {0};
        int[] strides = type.shape().strides();
        for (int axis = 0; axis < strides.length; axis++) {
            int pooled = axes.indexOf(axis);
            int[] along =
                    pooled < 0 ? IntStream.range(0, type.shape().size(axis)).toArray() : places.get(pooled);
            at = crossed(at, along, strides[axis]);
        }
        int[] from = at;
        this.runs = IntStream.range(0, from.length)
                .filter(i -> i == 0 || from[i] != from[i - 1] + 1)
                .toArray();
        this.elements = IntStream.of(runs).map(i -> from[i]).toArray();
        TensorType filled = filled(type, axes, places);
        this.copy = new TensorView(filled).moveTo(filled.elementType().newArray(from.length), 0);
    }

    /** Every element of {@code before} with every place of a further axis. */
    private static int[] crossed(int[] before, int[] places, int stride) {
        int[] crossed = new int[Math.multiplyExact(before.length, places.length)];
        for (int i = 0; i < crossed.length; i++) {
            crossed[i] = before[i / places.length] + places[i % places.length] * stride;
        }
        return crossed;
    }

    /** Copies the elements of a tensor; gives the same view each time. */
    TensorView of(TensorView source) {
        int end = copy.type().shape().elementCount();
        for (int run = runs.length - 1; run >= 0; run--) {
            int from = source.offset() + elements[run];
            System.arraycopy(source.carrier(), from, copy.carrier(), runs[run], end - runs[run]);
            end = runs[run];
        }
        return copy;
    }
}
