package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.Window;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The gradient of {@link AveragePool}: each is shared out evenly among the taps of its window. */
record AveragePoolBackward(int axes) implements PlaneOperation {

    @Override
    public String name() {
        return "avg_pool" + axes + "d_backward";
    }

    @Override
    public String summary() {
        return "The gradient of avg_pool" + axes + "d, brought back to the shape of its input.";
    }

    @Override
    public String formula() {
        return "sum of gradient / divisor over the windows that have a tap here, in row-major order; divisor as in avg_pool";
    }

    @Override
    public String remarks() {
        return "Divided and added in the element type, as PyTorch does.";
    }

    @Override
    public List<Parameter> parameters() {
        return Parameter.with(
                List.of(INPUT_SHAPE), new AveragePool(axes).parameters().toArray(Parameter[]::new));
    }

    @Override
    public String example() {
        return name() + "(gradient, input_shape=%s, kernel_size=2)".formatted(exampleShape());
    }

    @Override
    public Set<ElementType> elementTypes() {
        return EnumSet.of(ElementType.FLOAT32, ElementType.FLOAT64);
    }

    @Override
    public Pooling bind(Request request) {
        List<Integer> sizes = PlaneOperation.inputSizes(request);
        AveragePool forward = new AveragePool(axes);
        List<AxisWindows> windows = forward.windows(request.arguments(), sizes);
        List<Integer> pooled = windows.stream().map(AxisWindows::outputSize).toList();
        if (!pooled.equals(request.sizes())
                || !request.axes().equals(request.axes().stream().sorted().toList())) {
            throw new InvalidArgumentException("Invalid input_shape: %s (avg_pool%dd gives %s of it, not %s)"
                    .formatted(sizes, axes, pooled, request.sizes()));
        }
        if (!(forward.reduction(request.arguments(), windows) instanceof Average average)) {
            throw new InvalidArgumentException("Invalid integer_result: 'float' (a gradient is no integer)");
        }
        TensorType output = request.withSizes(sizes, request.input().elementType());
        PlaneLayout from = PlaneOperation.layout(request, request.input());
        PlaneLayout to = PlaneOperation.layout(request, output);
        return request.whole(output, new WholeTensor(() -> routine(windows, average, from, to)));
    }

    private static Routine routine(List<AxisWindows> windows, Average average, PlaneLayout from, PlaneLayout to) {
        PlaneWindows walk = new PlaneWindows(windows);
        int[] places = new int[walk.mostTaps()];
        return (inputs, outputs) -> {
            outputs[0].clear();
            for (int plane = 0; plane < from.planes().length; plane++) {
                for (int place = 0; place < from.places().length; place++) {
                    Window window = walk.moveTo(place);
                    double gradient = inputs[0].number(from.element(plane, place));
                    share(
                            quotient(gradient, average.divisor(window), outputs[0]),
                            walk.list(places),
                            places,
                            plane,
                            to,
                            outputs[0]);
                }
            }
        };
    }

    private static double quotient(double gradient, long divisor, TensorView output) {
        boolean narrow = output.type().elementType() == ElementType.FLOAT32;
        return narrow ? (float) gradient / (float) divisor : gradient / divisor;
    }

    private static void share(double part, int count, int[] places, int plane, PlaneLayout to, TensorView output) {
        for (int i = 0; i < count; i++) {
            int element = to.element(plane, places[i]);
            output.setNumber(element, output.number(element) + part);
        }
    }
}
