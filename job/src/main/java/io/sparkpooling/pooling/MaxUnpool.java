package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
                + " stays, which PyTorch leaves open; an index outside the plane makes a bad row. Beyond PyTorch: integers and bool.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(INDICES, Sliding.KERNEL_SIZE, Sliding.STRIDE, Sliding.PADDING, OUTPUT_SIZE);
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
        TensorType output = request.withSizes(sizes(request), request.input().elementType());
        PlaneLayout from = PlaneOperation.layout(request, request.input());
        PlaneLayout where = PlaneOperation.indices(request);
        PlaneLayout to = PlaneOperation.layout(request, output);
        return request.whole(output, new WholeTensor(() -> (inputs, outputs) -> {
            outputs[0].clear();
            for (int plane = 0; plane < from.planes().length; plane++) {
                for (int place = 0; place < from.places().length; place++) {
                    int target =
                            PlaneOperation.checked(inputs[1].integer(where.element(plane, place)), to.places().length);
                    outputs[0].copy(to.element(plane, target), inputs[0], from.element(plane, place));
                }
            }
        }));
    }

    private List<Integer> sizes(Request request) {
        Arguments arguments = request.arguments();
        List<Integer> kernel = arguments.sizes("kernel_size", axes);
        List<Integer> stride = arguments.has("stride") ? arguments.sizes("stride", axes) : kernel;
        List<Literal> padding = arguments.each("padding", axes);
        List<Integer> sizes = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            if (!(padding.get(axis) instanceof Literal.Whole)) {
                throw new InvalidArgumentException(
                        "Invalid padding: %s (%s takes one integer an axis)".formatted(padding.get(axis), name()));
            }
            long size = (request.sizes().get(axis) - 1L) * stride.get(axis)
                    - 2L * Arguments.size(padding.get(axis))
                    + kernel.get(axis);
            sizes.add(size(request, axis, size, stride.get(axis)));
        }
        return sizes;
    }

    private int size(Request request, int axis, long natural, int stride) {
        boolean given = request.arguments().has("output_size");
        long size = given ? request.arguments().sizes("output_size", axes).get(axis) : natural;
        if (size < 1 || size <= natural - stride || size >= natural + stride) {
            throw new InvalidArgumentException("Invalid output_size: %d (must be between %d and %d, and positive)"
                    .formatted(size, natural - stride + 1, natural + stride - 1));
        }
        return Math.toIntExact(size);
    }
}
