package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The largest element of each bin of each box, as {@code torchvision.ops.roi_pool}. */
record RoiPool() implements Operation {

    @Override
    public String name() {
        return "roi_pool";
    }

    @Override
    public OptionalInt pooledAxes() {
        return OptionalInt.of(2);
    }

    @Override
    public String summary() {
        return "The largest element of each bin of boxes that another column names: a map of output_size for each box.";
    }

    @Override
    public String formula() {
        return "max of x over rows floor(i * h / out) .. ceil((i + 1) * h / out) from y on, clipped to the map, and columns alike; y ="
                + " y1 * spatial_scale rounded (half away from zero), h = max(y2 * spatial_scale rounded - y + 1, 1)";
    }

    @Override
    public String remarks() {
        return "As torchvision, not PyTorch itself. boxes='column' holds K x 4 numbers x1, y1, x2, y2; the result is K x C x out x out."
                + " An empty bin gives 0; NaN is ignored, and a bin of nothing else, or of nothing above it, gives -3.4028235e38."
                + " Bins are computed in float32, of float64 maps in float64. A box with NaN, an infinity or a number beyond 2^30"
                + " makes a bad row.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Boxes.BOXES, Boxes.OUTPUT_SIZE, Boxes.SPATIAL_SCALE);
    }

    @Override
    public String example() {
        return "roi_pool(features, boxes='boxes', output_size=7, spatial_scale=0.0625)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return FLOATS;
    }

    @Override
    public Pooling bind(Request request) {
        Boxes boxes = Boxes.of(request);
        PlaneLayout layout = PlaneOperation.asked(request);
        int height = request.sizes().get(0);
        int width = request.sizes().get(1);
        int rows = Boxes.outputSizes(request).get(0);
        int columns = Boxes.outputSizes(request).get(1);
        return request.whole(
                boxes.output(request),
                new WholeTensor(() -> new Bins(layout, boxes, new Sides(height, rows), new Sides(width, columns))));
    }

    /** The bins of one box along one axis: elements {@code first[bin] .. end[bin] - 1}. */
    private record Sides(int size, int bins, int[] first, int[] end) {
        Sides(int size, int bins) {
            this(size, bins, new int[bins], new int[bins]);
        }

        void moveTo(double from, double to, Boxes boxes) {
            double start = awayFromZero(from);
            double length = Math.max(awayFromZero(to) - start + 1, 1);
            double step = boxes.rounded(boxes.rounded(length) / bins);
            for (int bin = 0; bin < bins; bin++) {
                first[bin] = clipped(start + Math.floor(boxes.rounded(bin * step)));
                end[bin] = clipped(start + Math.ceil(boxes.rounded((bin + 1) * step)));
            }
        }

        private static double awayFromZero(double number) {
            double whole = Math.floor(Math.abs(number));
            return Math.copySign(Math.abs(number) - whole >= 0.5 ? whole + 1 : whole, number);
        }

        private int clipped(double element) {
            return (int) Math.min(Math.max(element, 0), size);
        }
    }

    private record Bins(PlaneLayout layout, Boxes boxes, Sides rows, Sides columns) implements Routine {

        @Override
        public void compute(TensorView[] inputs, TensorView[] outputs) {
            int to = 0;
            for (int box = 0; box < boxes.count(); box++) {
                columns.moveTo(boxes.scaled(inputs[1], box, 0), boxes.scaled(inputs[1], box, 2), boxes);
                rows.moveTo(boxes.scaled(inputs[1], box, 1), boxes.scaled(inputs[1], box, 3), boxes);
                for (int plane = 0; plane < layout.planes().length; plane++) {
                    to = pool(inputs[0], plane, outputs[0], to);
                }
            }
        }

        private int pool(TensorView input, int plane, TensorView output, int from) {
            int to = from;
            for (int row = 0; row < rows.bins(); row++) {
                for (int column = 0; column < columns.bins(); column++) {
                    output.setNumber(to++, maximum(input, plane, row, column));
                }
            }
            return to;
        }

        private double maximum(TensorView input, int plane, int row, int column) {
            boolean empty = rows.end()[row] <= rows.first()[row] || columns.end()[column] <= columns.first()[column];
            double best = empty ? 0 : -Float.MAX_VALUE;
            for (int y = rows.first()[row]; y < rows.end()[row]; y++) {
                for (int x = columns.first()[column]; x < columns.end()[column]; x++) {
                    double number = input.number(layout.element(plane, y * columns.size() + x));
                    best = number > best ? number : best;
                }
            }
            return best;
        }
    }
}
