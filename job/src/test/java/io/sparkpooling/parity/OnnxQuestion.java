package io.sparkpooling.parity;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A question with {@code mode='onnx'} in ONNX's own words. */
final class OnnxQuestion {
    private static final Map<String, String> OPERATORS =
            Map.of("max_pool", "MaxPool", "avg_pool", "AveragePool", "lp_pool", "LpPool");
    private static final Map<String, String> LISTS =
            Map.of("kernel_size", "kernel_shape", "stride", "strides", "dilation", "dilations");
    private static final Map<String, String> AUTO_PADS =
            Map.of("same", "SAME_UPPER", "same_lower", "SAME_LOWER", "valid", "VALID");

    private OnnxQuestion() {}

    static OnnxModel model(PoolCase question) {
        OnnxModel model = OnnxModel.of(OPERATORS.get(question.family()));
        for (Map.Entry<String, Object> parameter : question.parameters().entrySet()) {
            Object value = parameter.getValue();
            model = switch (parameter.getKey()) {
                case "kernel_size", "stride", "dilation" -> model.with(LISTS.get(parameter.getKey()), value);
                case "ceil_mode", "count_include_pad" -> model.with(parameter.getKey(), (Boolean) value ? 1 : 0);
                case "storage_order" -> model.with("storage_order", value);
                case "norm_type" -> model.with("p", value);
                case "padding" ->
                    value instanceof String text
                            ? model.with("auto_pad", AUTO_PADS.get(text))
                            : model.with("pads", pads((List<?>) value));
                default -> model;
            };
        }
        return model;
    }

    /**
     * Whether ONNX Runtime (1.24.1) leaves its specification for windows like these: splitting SAME, it takes the kernel's size for
     * the dilated window's, and gives negative padding where the stride leaps over elements; counting padding, it takes the
     * padding of one axis for that of another.
     */
    static boolean isMistaken(PoolCase question, OnnxFormula formula) {
        boolean same =
                question.parameters().getOrDefault("padding", "") instanceof String text && text.startsWith("same");
        boolean counting = question.flag("count_include_pad", false) && question.pooledAxes() > 1;
        return same && (question.gives("dilation") || formula.leapsOverElements())
                || counting && !formula.padsAllSidesAlike();
    }

    /** All begins, then all ends. */
    private static List<?> pads(List<?> padding) {
        return Stream.of(0, 1)
                .flatMap(side -> padding.stream().map(axis -> axis instanceof List<?> pair ? pair.get(side) : axis))
                .toList();
    }
}
