package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import io.sparkpooling.window.AdaptiveWindows;
import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.Window;
import java.util.List;
import java.util.Set;

/** The gradient of {@link AdaptiveAveragePool}: each is shared out evenly among the taps of its window. */
record AdaptiveAveragePoolBackward(int axes) implements PlaneOperation {

    @Override
    public String name() {
        return "adaptive_avg_pool" + axes + "d_backward";
    }

    @Override
    public String summary() {
        return "The gradient of adaptive_avg_pool" + axes + "d, brought back to the shape of its input.";
    }

    @Override
    public String formula() {
        return "sum of gradient / the window's size on each axis in turn, over the windows that have a tap here, in row-major order;"
                + " for gradients of size 1 on every axis, gradient / elements of the plane";
    }

    @Override
    public String remarks() {
        return "Divided and added in the element type, as PyTorch does.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(INPUT_SHAPE);
    }

    @Override
    public String example() {
        return name() + "(gradient, input_shape=%s)".formatted(exampleShape());
    }

    @Override
    public Set<ElementType> elementTypes() {
        return FLOATS;
    }

    @Override
    public Pooling bind(Request request) {
        List<Integer> sizes = PlaneOperation.inputSizes(request);
        ElementType type = request.input().elementType();
        TensorType output = request.withSizes(sizes, type);
        PlaneLayout from = PlaneOperation.layout(request, request.input());
        PlaneLayout to = PlaneOperation.layout(request, output);
        if (request.sizes().stream().allMatch(size -> size == 1)) {
            return request.whole(
                    output, new WholeTensor(() -> (inputs, outputs) -> fill(inputs[0], from, to, outputs[0])));
        }
        List<AxisWindows> windows = PlaneOperation.logicalOrder(request).stream()
                .<AxisWindows>map(axis ->
                        new AdaptiveWindows(sizes.get(axis), request.sizes().get(axis)))
                .toList();
        SpreadGradient.Share share = (gradient, window) -> axisByAxis(gradient, window, type);
        return request.whole(output, new WholeTensor(SpreadGradient.over(windows, share, from, to)));
    }

    private static double axisByAxis(double gradient, Window window, ElementType type) {
        double part = gradient;
        for (int axis = 0; axis < window.axes(); axis++) {
            part = type.rounded(part / type.rounded(window.taps(axis)));
        }
        return part;
    }

    /** PyTorch takes the mean there, whose divisor is no number of the element type. */
    private static void fill(TensorView gradients, PlaneLayout from, PlaneLayout to, TensorView output) {
        boolean wide = output.type().elementType() == ElementType.FLOAT64;
        ElementType arithmetic = wide ? ElementType.FLOAT64 : ElementType.FLOAT32;
        double count = arithmetic.rounded(to.places().length);
        for (int plane = 0; plane < from.planes().length; plane++) {
            double part = arithmetic.rounded(gradients.number(from.element(plane, 0)) / count);
            for (int place = 0; place < to.places().length; place++) {
                output.setNumber(to.element(plane, place), part);
            }
        }
    }
}
