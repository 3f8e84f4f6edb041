package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Maxima brought back to where they were found, as {@code torch.nn.functional.max_unpool1d/2d/3d}. */
record MaxUnpool(int axes) implements PlaneOperation {
    private static final Parameter OUTPUT_SIZE = Parameter.optional("output_size", ParameterType.SIZES_OR_NULL);

    @Override
    public String name() {
        return "max_unpool" + axes + "d";
    }

    @Override
    public String summary() {
        return "Brings maxima back to the places that their indices name; all other places are 0.";
    }

    @Override
    public String formula() {
        return "x at the place of its index in a plane of output_size, else 0; output_size = (in-1)*stride - 2*padding +"
                + " kernel_size, unless it is given";
    }

    @Override
    public String remarks() {
        return "Indices count row-major within a plane of the result. Of several with one index the last in row-major order"
                + " stays, which PyTorch leaves open; an index outside the plane makes a bad row. Beyond PyTorch: integers and bool."
                + " With mode='onnx': indices count places of the whole tensor of the size that is not given, which lies in the low"
                + " corner of an output_size, which is no smaller; padding per side.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(INDICES, Sliding.KERNEL_SIZE, Sliding.STRIDE, Sliding.PADDING, OUTPUT_SIZE, Sliding.MODE);
    }

    @Override
    public String example() {
        return name() + "(features, indices='features_indices', kernel_size=2)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return ALL;
    }

    @Override
    public Pooling bind(Request request) {
        List<Integer> natural = naturalSizes(request);
        List<Integer> sizes = request.arguments().has("output_size") ? givenSizes(request, natural) : natural;
        TensorType output = request.withSizes(positive(sizes), request.input().elementType());
        PlaneLayout from = PlaneOperation.layout(request, request.input());
        PlaneLayout where = PlaneOperation.indices(request);
        UnpoolPlaces to = places(request, PlaneOperation.layout(request, output), natural, sizes);
        return request.whole(output, new WholeTensor(() -> (inputs, outputs) -> {
            outputs[0].clear();
            for (int plane = 0; plane < from.planes().length; plane++) {
                for (int place = 0; place < from.places().length; place++) {
                    int target = to.element(plane, inputs[1].integer(where.element(plane, place)));
                    outputs[0].copy(target, inputs[0], from.element(plane, place));
                }
            }
        }));
    }

    private static UnpoolPlaces places(
            Request request, PlaneLayout result, List<Integer> natural, List<Integer> sizes) {
        if (!countsWholeTensor(request)) {
            return UnpoolPlaces.ofPlanes(result);
        }
        List<Integer> order = IntStream.range(0, sizes.size())
                .boxed()
                .sorted(Comparator.comparing(request.axes()::get))
                .toList();
        return UnpoolPlaces.ofTensor(
                result,
                order.stream().map(natural::get).toList(),
                order.stream().map(sizes::get).toList());
    }

    private static boolean countsWholeTensor(Request request) {
        return request.arguments().mode().numbering(0) == Numbering.TENSOR;
    }

    private List<Integer> naturalSizes(Request request) {
        Arguments arguments = request.arguments();
        List<Integer> kernel = arguments.sizes("kernel_size", axes);
        List<Integer> stride = arguments.has("stride") ? arguments.sizes("stride", axes) : kernel;
        List<Literal> padding = arguments.each("padding", axes);
        List<Integer> sizes = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            sizes.add(Math.toIntExact((request.sizes().get(axis) - 1L) * stride.get(axis)
                    - bothSides(padding.get(axis), countsWholeTensor(request))
                    + kernel.get(axis)));
        }
        return sizes;
    }

    private long bothSides(Literal padding, boolean takesPairs) {
        if (takesPairs && padding instanceof Literal.Items pair) {
            return pair.values().stream().mapToLong(Arguments::size).sum();
        }
        if (!(padding instanceof Literal.Whole)) {
            throw new InvalidArgumentException("Invalid padding: %s (%s takes one integer%s an axis)"
                    .formatted(padding, name(), takesPairs ? " or pair" : ""));
        }
        return 2L * Arguments.size(padding);
    }

    private List<Integer> givenSizes(Request request, List<Integer> natural) {
        Arguments arguments = request.arguments();
        List<Integer> sizes = arguments.sizes("output_size", axes);
        List<Integer> stride = arguments.sizes(arguments.has("stride") ? "stride" : "kernel_size", axes);
        for (int axis = 0; axis < axes; axis++) {
            if (countsWholeTensor(request)) {
                requireAtLeast(natural.get(axis), sizes.get(axis));
            } else {
                requireWithin(natural.get(axis), stride.get(axis), sizes.get(axis));
            }
        }
        return sizes;
    }

    private static void requireAtLeast(int natural, int size) {
        if (size < natural) {
            throw new InvalidArgumentException(
                    "Invalid output_size: %d (must be at least %d)".formatted(size, natural));
        }
    }

    private static void requireWithin(int natural, int stride, int size) {
        if (size <= natural - stride || size >= natural + stride) {
            throw new InvalidArgumentException("Invalid output_size: %d (must be between %d and %d, and positive)"
                    .formatted(size, natural - stride + 1, natural + stride - 1));
        }
    }

    private static List<Integer> positive(List<Integer> sizes) {
        sizes.stream().filter(size -> size < 1).findFirst().ifPresent(size -> {
            throw new InvalidArgumentException(
                    "Cannot unpool to %d elements on an axis: it would be empty".formatted(size));
        });
        return sizes;
    }
}
