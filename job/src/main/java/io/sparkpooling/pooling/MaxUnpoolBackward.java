package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.Set;

/** The gradient of {@link MaxUnpool}: each element's is that of the place that it was brought to. */
record MaxUnpoolBackward(int axes) implements PlaneOperation {

    @Override
    public String name() {
        return "max_unpool" + axes + "d_backward";
    }

    @Override
    public String summary() {
        return "The gradient of max_unpool" + axes + "d, brought back to the shape of its input.";
    }

    @Override
    public String formula() {
        return "the gradient at the place that the index of max_unpool names";
    }

    @Override
    public String remarks() {
        return "Of several elements with one index each gets the gradient, as in PyTorch, though but one of them was kept."
                + " An index outside the plane makes a bad row.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(INDICES);
    }

    @Override
    public String example() {
        return name() + "(gradient, indices='features_indices')";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return FLOATS;
    }

    @Override
    public Pooling bind(Request request) {
        TensorType indices = PlaneOperation.companion(request, "indices");
        if (indices.elementType().isFloatingPoint()) {
            throw new InvalidArgumentException("Invalid indices: %s (must be integers)".formatted(indices));
        }
        TensorType output = request.withSizes(
                PlaneOperation.sizes(request, indices), request.input().elementType());
        PlaneLayout from = PlaneOperation.layout(request, request.input());
        PlaneLayout where = PlaneOperation.layout(request, indices);
        PlaneLayout to = PlaneOperation.layout(request, output);
        return request.whole(output, new WholeTensor(() -> (inputs, outputs) -> {
            for (int plane = 0; plane < to.planes().length; plane++) {
                for (int place = 0; place < to.places().length; place++) {
                    int source = PlaneOperation.checked(
                            inputs[1].integer(where.element(plane, place)), from.places().length);
                    outputs[0].copy(to.element(plane, place), inputs[0], from.element(plane, source));
                }
            }
        }));
    }
}
