package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The boxes of a row, in another column: K x 4 numbers, of each box x1, y1, x2, y2, or all of them one after the other. Coordinates
 * are rounded to the element type of the map, and so is every step of the arithmetic with them: that is how torchvision computes,
 * which needs both of one type.
 *
 * @param count how many boxes a row has
 * @param places where the numbers lie, in logical order
 * @param scale what coordinates are multiplied with to be those of the map
 * @param narrow whether the arithmetic is that of float32, else that of float64
 */
record Boxes(int count, int[] places, double scale, boolean narrow) {
    static final Parameter BOXES = Parameter.required("boxes", ParameterType.COLUMN);
    static final Parameter SPATIAL_SCALE = Parameter.optional("spatial_scale", ParameterType.POSITIVE, 1.0);

    static final Parameter OUTPUT_SIZE = Parameter.required("output_size", ParameterType.SIZES);

    /** Farther away no float32 tells neighbours apart, and int32 would run over. */
    private static final double FARTHEST = 1 << 30;

    static Boxes of(Request request) {
        TensorType type = request.companion("boxes")
                .orElseThrow(() -> new InvalidArgumentException("Invalid boxes: null (must name a column)"));
        int[] sizes = type.logicalShape().toArray();
        int numbers = type.shape().elementCount();
        boolean fours = sizes.length == 1 ? numbers % 4 == 0 : sizes.length > 1 && sizes[sizes.length - 1] == 4;
        if (!fours || numbers == 0) {
            throw new InvalidArgumentException("Invalid boxes: %s (must be K x 4: x1, y1, x2, y2)".formatted(type));
        }
        List<Integer> axes =
                IntStream.range(0, sizes.length).map(type::physicalAxis).boxed().toList();
        boolean narrow = request.input().elementType() != ElementType.FLOAT64;
        double scale = request.arguments().number("spatial_scale");
        return new Boxes(numbers / 4, PlaneLayout.of(type, axes).places(), narrow ? (float) scale : scale, narrow);
    }

    /** A number of float32, where that is the arithmetic. */
    double rounded(double number) {
        return narrow ? (float) number : number;
    }

    /**
     * A coordinate of a box, scaled to the map.
     *
     * @param which 0 to 3: x1, y1, x2 or y2
     */
    double scaled(TensorView boxes, int box, int which) {
        double coordinate = boxes.number(places[4 * box + which]);
        double scaled = rounded(rounded(coordinate) * scale);
        if (!(Math.abs(scaled) <= FARTHEST)) {
            throw new InvalidTensorException("box %d has %s = %s (must be within 2^30 elements of the map)"
                    .formatted(box, List.of("x1", "y1", "x2", "y2").get(which), coordinate));
        }
        return scaled;
    }

    /** The type of one result for each box: boxes x the axes that are left x the sizes of the pooled axes. */
    TensorType output(Request request) {
        List<Integer> sizes = outputSizes(request);
        IntStream left = IntStream.of(request.sizesLeft());
        int[] shape = IntStream.concat(
                        IntStream.concat(IntStream.of(count), left),
                        sizes.stream().mapToInt(Integer::intValue))
                .toArray();
        return TensorType.of(request.input().elementType(), Shape.of(shape));
    }

    /** The height and the width of a result. */
    static List<Integer> outputSizes(Request request) {
        return request.arguments().sizes("output_size", 2);
    }
}
