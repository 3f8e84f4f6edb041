package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.Set;

/** The gradient of an operation that chose one tap of each window: each goes to the place that was chosen. */
record MaxPoolBackward(String family, int axes) implements PlaneOperation {

    @Override
    public String name() {
        return family + axes + "d_backward";
    }

    @Override
    public String summary() {
        return "The gradient of " + family + axes + "d, brought back to the shape of its input.";
    }

    @Override
    public String formula() {
        return "sum of the gradients whose index (of %s) is this place, in row-major order".formatted(family);
    }

    @Override
    public String remarks() {
        return "Added in the element type, each sum rounded, as PyTorch does. An index outside the plane makes a bad row.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(INDICES, INPUT_SHAPE);
    }

    @Override
    public String example() {
        return name() + "(gradient, indices='features_indices', input_shape=%s)".formatted(exampleShape());
    }

    @Override
    public Set<ElementType> elementTypes() {
        return FLOATS;
    }

    @Override
    public Pooling bind(Request request) {
        TensorType output = request.withSizes(
                PlaneOperation.inputSizes(request), request.input().elementType());
        PlaneLayout from = PlaneOperation.layout(request, request.input());
        PlaneLayout where = PlaneOperation.indices(request);
        PlaneLayout to = PlaneOperation.layout(request, output);
        return request.whole(
                output, new WholeTensor(() -> (inputs, outputs) -> scatter(inputs, from, where, to, outputs[0])));
    }

    private static void scatter(
            TensorView[] inputs, PlaneLayout from, PlaneLayout where, PlaneLayout to, TensorView gradient) {
        gradient.clear();
        for (int plane = 0; plane < from.planes().length; plane++) {
            for (int place = 0; place < from.places().length; place++) {
                int target = PlaneOperation.checked(inputs[1].integer(where.element(plane, place)), to.places().length);
                int element = to.element(plane, target);
                gradient.setNumber(element, gradient.number(element) + inputs[0].number(from.element(plane, place)));
            }
        }
    }
}
