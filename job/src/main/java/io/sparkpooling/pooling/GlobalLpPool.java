package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.Set;

/** The Lp norm of the whole map; the axes stay, with size 1. */
record GlobalLpPool() implements GlobalOperation {

    @Override
    public String name() {
        return "global_lp_pool";
    }

    @Override
    public String summary() {
        return "The Lp norm of the whole map, with PyTorch's signs; each pooled axis keeps size 1.";
    }

    @Override
    public String formula() {
        return "(sum of x^p over all positions)^(1/p), p = norm_type";
    }

    @Override
    public String remarks() {
        return "The lp_pool of PyTorch with a kernel as large as the map, so no absolute value is taken (ONNX"
                + " GlobalLpPool and mode='onnx' take it): an odd p keeps signs inside, a negative sum gives NaN. Integers compute in float64"
                + " and give float32 (8 and 16 bits and bool) or float64.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("norm_type", ParameterType.NORM), Sliding.MODE);
    }

    @Override
    public String example() {
        return name() + "(features, norm_type=2)";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return ALL;
    }

    @Override
    public ElementType resultType(Arguments arguments, ElementType input) {
        return FractionalOperation.fractional(input);
    }

    @Override
    public Reduction reduction(Arguments arguments, List<AxisWindows> windows) {
        double norm = arguments.number("norm_type");
        if (arguments.mode().takesAbsoluteValues()) {
            return new AbsoluteNorm(norm);
        }
        long positions = windows.stream().mapToLong(AxisWindows::inputSize).reduce(1, Math::multiplyExact);
        return new PowerNorm(norm, positions);
    }
}
