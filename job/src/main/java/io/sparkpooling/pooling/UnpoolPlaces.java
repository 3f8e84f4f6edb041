package io.sparkpooling.pooling;

import io.sparkpooling.tensor.InvalidTensorException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where unpooling puts an element whose index is given. The indices count places of a plane of the sizes that pooling had, which
 * lies in the low corner of a plane of the result.
 *
 * @param result the planes of the result
 * @param corner for each place that indices count, row-major, its place in a plane of the result
 * @param wholeTensor whether an index counts such places of all planes, one plane after another
 */
record UnpoolPlaces(PlaneLayout result, int[] corner, boolean wholeTensor) {

    /** PyTorch's: an index counts places of a plane of the result. */
    static UnpoolPlaces ofPlanes(PlaneLayout result) {
        return new UnpoolPlaces(
                result, IntStream.range(0, result.places().length).toArray(), false);
    }

    /**
     * ONNX's.
     *
     * @param counted the sizes of the pooled axes that indices count, in logical order
     * @param sizes those of the result
     */
    static UnpoolPlaces ofTensor(PlaneLayout result, List<Integer> counted, List<Integer> sizes) {
        int[] corner = {0};
        for (int axis = 0; axis < sizes.size(); axis++) {
            int size = sizes.get(axis);
            int within = counted.get(axis);
            corner = IntStream.of(corner)
                    .flatMap(before -> IntStream.range(0, within).map(at -> before * size + at))
                    .toArray();
        }
        return new UnpoolPlaces(result, corner, true);
    }

    /** The element of the result for an index in a plane of the pooled tensor. */
    int element(int plane, long index) {
        if (!wholeTensor) {
            return result.element(plane, corner[PlaneOperation.checked(index, corner.length)]);
        }
        long places = (long) result.planes().length * corner.length;
        if (index < 0 || index >= places) {
            throw new InvalidTensorException("index %d of a tensor of %d places".formatted(index, places));
        }
        return result.element((int) (index / corner.length), corner[(int) (index % corner.length)]);
    }
}
