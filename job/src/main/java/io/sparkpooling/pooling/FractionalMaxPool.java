package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The largest element of windows at random distances, as {@code torch.nn.functional.fractional_max_pool2d/3d}. */
record FractionalMaxPool(int axes) implements PlaneOperation {

    @Override
    public String name() {
        return "fractional_max_pool" + axes + "d";
    }

    @Override
    public String summary() {
        return "The largest element of windows at random distances, for ratios that are no integers.";
    }

    @Override
    public String formula() {
        return "max of x over kernel_size elements from int((o+u)*a) - int(u*a) on, a = (in - kernel_size) / (out - 1), the last window"
                + " from in - kernel_size on; out = output_size, or int(in*output_ratio)";
    }

    @Override
    public String remarks() {
        return ("u is one number for each plane and axis, from random_samples='column' (planes x %d: %s), or drawn from seed, the"
                        + " plane's number and its elements alone: the same in every run and partition. Positions are computed in"
                        + " float64; those of given samples in the element type, as PyTorch does, where in 16 bits a window that leaves"
                        + " a long axis makes a bad row. NaN stays; of equal elements the first stays."
                        + " As in PyTorch, out + kernel_size - 1 must be %s the size of the axis.")
                .formatted(axes, axes == 2 ? "width, height" : "depth, height, width", axes == 2 ? "at most" : "below");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Sliding.KERNEL_SIZE,
                Parameter.optional("output_size", ParameterType.SIZES_OR_NULL),
                Parameter.optional("output_ratio", ParameterType.RATIOS_OR_NULL),
                Parameter.flag("return_indices", false),
                Parameter.optional("random_samples", ParameterType.COLUMN),
                Parameter.optional("seed", ParameterType.INTEGER, 0));
    }

    @Override
    public String example() {
        return name() + "(features, kernel_size=2, output_ratio=0.7, seed=7)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return FLOATS;
    }

    @Override
    public Pooling bind(Request request) {
        List<FractionalWindows> windows = windows(request);
        PlaneSamples samples = samples(request);
        TensorType output =
                request.withSizes(outputSizes(request), request.input().elementType());
        PlaneLayout from = PlaneOperation.layout(request, request.input());
        PlaneLayout to = PlaneOperation.layout(request, output);
        List<Output> outputs = new ArrayList<>(List.of(new Output("", output)));
        if (request.arguments().flag("return_indices")) {
            outputs.add(new Output("indices", output.withElementType(ElementType.INT64)));
        }
        return request.whole(outputs, new WholeTensor(() -> new FractionalMaximum(windows, samples, from, to)));
    }

    private List<Integer> outputSizes(Request request) {
        Arguments arguments = request.arguments();
        if (arguments.has("output_size") == arguments.has("output_ratio")) {
            throw new InvalidArgumentException("Invalid output_size: %s with output_ratio %s (give one of them)"
                    .formatted(arguments.literal("output_size"), arguments.literal("output_ratio")));
        }
        if (arguments.has("output_size")) {
            return arguments.sizes("output_size", axes);
        }
        List<Double> ratios = arguments.numbers("output_ratio", axes);
        return IntStream.range(0, axes)
                .mapToObj(axis -> (int) (request.sizes().get(axis) * ratios.get(axis)))
                .toList();
    }

    /** In logical order, whatever the order of the request's axes. */
    private List<FractionalWindows> windows(Request request) {
        List<Integer> kernel = request.arguments().sizes("kernel_size", axes);
        List<Integer> outputs = outputSizes(request);
        return PlaneOperation.logicalOrder(request).stream()
                .map(axis -> windows(request, kernel.get(axis), outputs.get(axis), axis))
                .toList();
    }

    /** PyTorch's samples begin with the last of two axes, but with the first of three. */
    private FractionalWindows windows(Request request, int kernel, int output, int axis) {
        int size = request.sizes().get(axis);
        long room = size - (output + kernel - 1L);
        if (output < 1 || room < (axes == 2 ? 0 : 1)) {
            throw new InvalidArgumentException("Cannot pool an axis of %d elements to %d with %s, kernel_size %d: %s"
                    .formatted(size, output, name(), kernel, rule()));
        }
        boolean given = request.companion("random_samples").isPresent();
        ElementType arithmetic = given ? request.input().elementType() : ElementType.FLOAT64;
        return new FractionalWindows(size, kernel, output, axes == 2 ? 1 - axis : axis, arithmetic);
    }

    private String rule() {
        return "the output must have 1 to size - kernel_size" + (axes == 2 ? " + 1" : "") + " elements";
    }

    private PlaneSamples samples(Request request) {
        PlaneLayout input = PlaneOperation.layout(request, request.input());
        return request.companion("random_samples")
                .<PlaneSamples>map(type -> given(request, type, input.planes().length))
                .orElseGet(() -> new PlaneSamples.Drawn(
                        request.arguments().integer("seed").orElseThrow(), input));
    }

    private PlaneSamples given(Request request, TensorType type, int planes) {
        int last = type.shape().rank() - 1;
        if (type.elementType() != request.input().elementType()
                || type.logicalShape().size(last) != axes
                || type.shape().elementCount() != planes * axes) {
            throw new InvalidArgumentException("Invalid random_samples: %s for %s (must be %s, %d planes x %d)"
                    .formatted(type, request.input(), request.input().elementType(), planes, axes));
        }
        PlaneLayout layout = PlaneLayout.of(type, List.of(type.physicalAxis(last)));
        return new PlaneSamples.Given(request.place("random_samples").orElseThrow(), layout);
    }
}
