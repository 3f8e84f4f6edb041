package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The average of points of each bin of each box, between elements by bilinear interpolation: {@code torchvision.ops.roi_align}. */
record RoiAlign() implements Operation {
    private static final int MOST_POINTS = 128;

    @Override
    public String name() {
        return "roi_align";
    }

    @Override
    public OptionalInt pooledAxes() {
        return OptionalInt.of(2);
    }

    @Override
    public String summary() {
        return "The average of points in each bin of boxes that another column names: a map of output_size for each box.";
    }

    @Override
    public String formula() {
        return "sum of x at the points y + i * h / out + (k + 0.5) * h / out / n, k = 0 .. n - 1, and columns alike, bilinear, divided by"
                + " their number; y = y1 * spatial_scale, h = y2 * spatial_scale - y, at least 1; aligned: y is 0.5 less, h is as it is";
    }

    @Override
    public String remarks() {
        return "As torchvision, not PyTorch itself. boxes='column' holds K x 4 numbers x1, y1, x2, y2; the result is K x C x out x out."
                + " n is sampling_ratio, or ceil(h / out) where that is 0; no points give 0. A point beyond -1 .. H or -1 .. W adds 0"
                + " (in torchvision 0 times the first element, which can be NaN); others lie between elements 0 .. H - 1. All steps are"
                + " rounded to float32, of float64 maps to float64. A box with NaN, an infinity or a number beyond 2^30, or of more"
                + " than 65536 points on a side, makes a bad row. mode='onnx' is ONNX's RoiAlign: aligned is true unless said"
                + " (coordinate_transformation_mode half_pixel, false is output_half_pixel), and reduction='max' gives, as it specifies,"
                + " the largest of the points' neighbours each multiplied with its weight, 0 for a point beyond the map. There is no"
                + " gradient of regions.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Boxes.BOXES,
                Boxes.OUTPUT_SIZE,
                Boxes.SPATIAL_SCALE,
                Parameter.optional("sampling_ratio", ParameterType.COUNT, 0),
                Parameter.flag("aligned", false),
                Parameter.text("reduction", ParameterType.MAX_OR_AVG, "avg"),
                Sliding.MODE);
    }

    @Override
    public String example() {
        return "roi_align(features, boxes='boxes', output_size=7, spatial_scale=0.0625, aligned=true)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return FLOATS;
    }

    @Override
    public Pooling bind(Request request) {
        int ratio = (int) request.arguments().integer("sampling_ratio").orElseThrow();
        if (ratio > MOST_POINTS) {
            throw new InvalidArgumentException(
                    "Invalid sampling_ratio: %d (must be at most %d)".formatted(ratio, MOST_POINTS));
        }
        Boxes boxes = Boxes.of(request);
        TensorType output = boxes.output(request);
        PlaneLayout layout = PlaneOperation.asked(request);
        boolean aligned = request.arguments().flag("aligned");
        boolean largest = request.arguments().text("reduction").orElseThrow().equals("max");
        if (largest && request.arguments().mode() != Mode.ONNX) {
            throw new InvalidArgumentException(
                    "Invalid reduction: 'max' (with mode='onnx' only: torchvision has none)");
        }
        List<Integer> sizes = Boxes.outputSizes(request);
        return request.whole(
                output,
                new WholeTensor(() -> new Aligned(
                        layout,
                        boxes,
                        new BoxPoints(request.sizes().get(0), sizes.get(0), ratio, aligned, boxes),
                        new BoxPoints(request.sizes().get(1), sizes.get(1), ratio, aligned, boxes),
                        largest)));
    }

    private record Aligned(PlaneLayout layout, Boxes boxes, BoxPoints rows, BoxPoints columns, boolean ofLargest)
            implements Routine {

        @Override
        public void compute(TensorView[] inputs, TensorView[] outputs) {
            int to = 0;
            for (int box = 0; box < boxes.count(); box++) {
                columns.moveTo(box, boxes.scaled(inputs[1], box, 0), boxes.scaled(inputs[1], box, 2));
                rows.moveTo(box, boxes.scaled(inputs[1], box, 1), boxes.scaled(inputs[1], box, 3));
                for (int plane = 0; plane < layout.planes().length; plane++) {
                    for (int row = 0; row < rows.bins(); row++) {
                        for (int column = 0; column < columns.bins(); column++) {
                            outputs[0].setNumber(
                                    to++,
                                    ofLargest
                                            ? largest(inputs[0], plane, row, column)
                                            : average(inputs[0], plane, row, column));
                        }
                    }
                }
            }
        }

        private double largest(TensorView input, int plane, int row, int column) {
            int onMap = (rows.from(row + 1) - rows.from(row)) * (columns.from(column + 1) - columns.from(column));
            boolean beyond = onMap == 0 || onMap < (long) rows.perBin() * columns.perBin();
            double largest = beyond ? 0 : Double.NEGATIVE_INFINITY;
            for (int y = rows.from(row); y < rows.from(row + 1); y++) {
                for (int x = columns.from(column); x < columns.from(column + 1); x++) {
                    largest = Math.max(largest, largestNeighbour(input, plane, y, x));
                }
            }
            return largest;
        }

        /** The largest of the four neighbours of a point, each multiplied with its weight. */
        private double largestNeighbour(TensorView input, int plane, int y, int x) {
            return Math.max(
                    Math.max(lowLow(input, plane, y, x), lowHigh(input, plane, y, x)),
                    Math.max(highLow(input, plane, y, x), highHigh(input, plane, y, x)));
        }

        private double average(TensorView input, int plane, int row, int column) {
            double points = Math.max((double) rows.perBin() * columns.perBin(), 1);
            double sum = 0;
            for (int y = rows.from(row); y < rows.from(row + 1); y++) {
                for (int x = columns.from(column); x < columns.from(column + 1); x++) {
                    sum = boxes.rounded(sum + point(input, plane, y, x));
                }
            }
            return sum / boxes.rounded(points);
        }

        /** The four neighbours of a point, weighted and added in torchvision's order. */
        private double point(TensorView input, int plane, int y, int x) {
            double value = boxes.rounded(lowLow(input, plane, y, x) + lowHigh(input, plane, y, x));
            value = boxes.rounded(value + highLow(input, plane, y, x));
            return boxes.rounded(value + highHigh(input, plane, y, x));
        }

        private double lowLow(TensorView input, int plane, int y, int x) {
            return weighted(input, plane, rows.low(y), rows.lowWeight(y), columns.low(x), columns.lowWeight(x));
        }

        private double lowHigh(TensorView input, int plane, int y, int x) {
            return weighted(input, plane, rows.low(y), rows.lowWeight(y), columns.high(x), columns.highWeight(x));
        }

        private double highLow(TensorView input, int plane, int y, int x) {
            return weighted(input, plane, rows.high(y), rows.highWeight(y), columns.low(x), columns.lowWeight(x));
        }

        private double highHigh(TensorView input, int plane, int y, int x) {
            return weighted(input, plane, rows.high(y), rows.highWeight(y), columns.high(x), columns.highWeight(x));
        }

        private double weighted(TensorView input, int plane, int y, double weightY, int x, double weightX) {
            double number = input.number(layout.element(plane, y * columns.size() + x));
            return boxes.rounded(boxes.rounded(weightY * weightX) * number);
        }
    }
}
