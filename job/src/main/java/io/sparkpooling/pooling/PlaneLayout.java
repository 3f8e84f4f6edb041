package io.sparkpooling.pooling;

import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A tensor seen as planes: one for each index of the axes that are not pooled, in row-major logical order; the places of a plane in
 * row-major order of its pooled axes. Place {@code i} of plane {@code p} is the element {@code planes[p] + places[i]}.
 *
 * @param planes where each plane begins
 * @param places where each place lies within its plane
 */
record PlaneLayout(int[] planes, int[] places) {

    /** The layout of tensors of {@code type} whose pooled axes are these physical ones, in logical order. */
    static PlaneLayout of(TensorType type, List<Integer> pooled) {
        List<Integer> others = IntStream.range(0, type.shape().rank())
                .map(type::physicalAxis)
                .filter(axis -> !pooled.contains(axis))
                .boxed()
                .toList();
        return new PlaneLayout(offsets(type.shape(), others), offsets(type.shape(), pooled));
    }

    private static int[] offsets(Shape shape, List<Integer> axes) {
        int[] strides = shape.strides();
        int[] offsets = {0};
        for (int axis : axes) {
            int size = shape.size(axis);
            int stride =
                    IntStream.range(axis + 1, shape.rank()).map(shape::size).reduce(1, Math::multiplyExact);
            int[] before = offsets;
            offsets = IntStream.range(0, Math.multiplyExact(before.length, size))
                    .map(i -> before[i / size] + i % size * stride)
                    .toArray();
        }
        return offsets;
    }

    /** The element at a place of a plane. */
    int element(int plane, int place) {
        return planes[plane] + places[place];
    }
}
