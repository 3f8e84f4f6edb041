package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.window.AxisWindows;
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
        return "Divided and added in the element type, to which the divisor is rounded too, as PyTorch does; as there, 3d has no 16-bit"
                + " types.";
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
        return axes == 3 ? EnumSet.of(ElementType.FLOAT32, ElementType.FLOAT64) : FLOATS;
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
        ElementType type = request.input().elementType();
        TensorType output = request.withSizes(sizes, type);
        SpreadGradient.Share share =
                (gradient, window) -> type.rounded(gradient / type.rounded(average.divisor(window)));
        PlaneLayout from = PlaneOperation.layout(request, request.input());
        PlaneLayout to = PlaneOperation.layout(request, output);
        return request.whole(output, new WholeTensor(SpreadGradient.over(windows, share, from, to)));
    }
}
