package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.Set;

/** The gradient of {@link LpPool}, which needs the tensor that was pooled. */
record LpPoolBackward(int axes) implements PlaneOperation {
    private static final Parameter INPUT = Parameter.required("input", ParameterType.COLUMN);

    @Override
    public String name() {
        return "lp_pool" + axes + "d_backward";
    }

    @Override
    public String summary() {
        return "The gradient of lp_pool" + axes + "d, brought back to the shape of its input.";
    }

    @Override
    public String formula() {
        return "p * x^(p-1) * sum of gradient * (1/p * (a*K)^(1/p-1)) * K / taps over the windows that have a tap here, in row-major"
                + " order; a = sum of x^p over the taps / taps, K = kernel positions, p = norm_type; 0 of a window where a is 0";
    }

    @Override
    public String remarks() {
        return "input='column' is what was pooled; in SQL, where it has another shape than the gradient, nested arrays."
                + " Each step rounds to the element type, as in PyTorch, with PyTorch's bits for p ="
                + " 0.5, 1 and 2; others differ in the last units, as powers do. float16 and bfloat16 compute in float32 and round"
                + " once, where PyTorch rounds after each step. NaN where PyTorch gives it, as for x = 0 and p below 1;"
                + " with p = 1 a window with NaN gives gradients of 0.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                INPUT,
                Parameter.required("norm_type", ParameterType.NORM),
                Sliding.KERNEL_SIZE,
                Sliding.STRIDE,
                Sliding.CEIL_MODE);
    }

    @Override
    public String example() {
        return name() + "(gradient, input='features', norm_type=2, kernel_size=2)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return FLOATS;
    }

    @Override
    public Pooling bind(Request request) {
        TensorType input = PlaneOperation.companion(request, "input");
        List<Integer> sizes = PlaneOperation.sizes(request, input);
        List<AxisWindows> windows = Sliding.windows(request.arguments(), sizes);
        List<Integer> pooled = windows.stream().map(AxisWindows::outputSize).toList();
        ElementType type = request.input().elementType();
        if (!pooled.equals(request.sizes()) || input.elementType() != type) {
            throw new InvalidArgumentException("Invalid input: %s (lp_pool%dd gives %s of it, not %s of %s)"
                    .formatted(input, axes, pooled, request.sizes(), type));
        }
        TensorType output = request.withSizes(sizes, type);
        List<AxisWindows> ordered =
                PlaneOperation.logicalOrder(request).stream().map(windows::get).toList();
        PowerNormGradient gradient = new PowerNormGradient(
                request.arguments().number("norm_type"),
                Sliding.kernelPositions(request.arguments(), axes),
                type == ElementType.FLOAT64 ? ElementType.FLOAT64 : ElementType.FLOAT32);
        PlaneLayout from = PlaneOperation.layout(request, request.input());
        PlaneLayout of = PlaneOperation.layout(request, input);
        PlaneLayout to = PlaneOperation.layout(request, output);
        return request.whole(
                output, new WholeTensor(() -> new LpGradient(gradient, new PlaneWindows(ordered), from, of, to)));
    }
}
