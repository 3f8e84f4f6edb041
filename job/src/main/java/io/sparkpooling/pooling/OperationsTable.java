package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every operation as a document, made from the list: what it is, its parameters with their defaults, its formula, the element
 * types it accepts and an example. Operations that differ in nothing but the number of pooled axes share a section.
 */
public final class OperationsTable {
    private static final String INTRODUCTION = """
            # Operations

            An expression names an operation, a column of tensors, and parameters:

                max_pool2d(head, kernel_size=3, stride=2, padding=1) AS head_small

            Without `AS`, the pooled column takes the place of the column. A column whose name is more than letters, digits and `_` is
            written in double quotes or back-ticks. Values are integers, numbers, `'strings'`, `[lists]`, `true`, `false` and `null`.
            The pooled tensor has all axes of the column and their names, and its element type unless the operation says otherwise. NaN
            always comes out with the same bits.

            ## Every operation

            """;

    private static final String MODIFIERS = """

            ## Every operation on windows

            `nan`, `nodata` and `mask` say which taps count. Divisors count the taps that are left; a window of which none is left
            gives `nodata`, or NaN. `mask` names a column with the tensor's shape, or with one element for each place of the pooled axes:
            taps count where it is not 0. `weights` names such a column of finite numbers that are not negative, or the row is bad; taps
            of weight 0 do not count. Averages become sum(w * x) / sum(w), as does the average within gem, lp, rms, var, std, avgmax, mixed and logsumexp;
            a sum becomes sum(w * x), and so does the sum within mode='onnx' lp; soft becomes sum(w * x * exp(x)) / sum(w * exp(x)); all in
            float64, rounded once. A quantile says itself what weights do to it; extremes, modes and draws take none. `accumulate='float64'` adds floats in float64 and rounds once.

            Sliding windows have a `boundary`: 'trim' leaves out what does not fill a last window, 'pad' clips it (as `ceil_mode`),
            'exact' refuses it. 'reflect' and 'replicate' fill the positions of `padding`, and only those, with the map mirrored
            without its edge, or with its edge, as `torch.nn.functional.pad`; filled positions are taps.

            Windows that overlap share their work, so that large ones do not cost k x k steps for each output. Averages and sums of floats in
            the element type's own arithmetic do, in fast loops ([why](decisions/0007-large-windows-and-the-order-of-adding.md)); so do, in slow
            ones, stochastic pooling, and variances, deviations, medians and quantiles with `weights`.

            """;

    private OperationsTable() {}

    /** The document, in Markdown. */
    public static String markdown() {
        Map<String, List<Operation>> families = Operations.all().stream()
                .collect(Collectors.groupingBy(Operation::formula, LinkedHashMap::new, Collectors.toList()));
        return INTRODUCTION
                + parameters(Parameter.COMMON)
                + "\nIf neither is given, the pooled axes are those that the column's `dim_names` call D, H, W (or L, T), the last"
                + " ones of them;\nif it has no such names, the last axes: channels first. A window's taps count in row-major order of"
                + " these axes.\n"
                + MODIFIERS
                + parameters(Modifiers.PARAMETERS)
                + families.values().stream().map(OperationsTable::section).collect(Collectors.joining());
    }

    private static String section(List<Operation> family) {
        Operation operation = family.get(0);
        return "\n## %s\n\n%s\n\n%s\n%sEach element: %s.\n\nElement types: %s.\n\n%s\n"
                .formatted(
                        family.stream().map(Operation::name).collect(Collectors.joining(", ")),
                        operation.summary(),
                        lines(family.stream().map(member -> "    " + member.example())),
                        parameters(operation.parameters()),
                        operation.formula(),
                        operation.elementTypes().stream().map(ElementType::word).collect(Collectors.joining(", ")),
                        operation.remarks());
    }

    private static String parameters(List<Parameter> parameters) {
        return parameters.isEmpty()
                ? ""
                : "| parameter | value | default |\n|---|---|---|\n"
                        + lines(parameters.stream().map(OperationsTable::row))
                        + (parameters == Parameter.COMMON || parameters == Modifiers.PARAMETERS ? "" : "\n");
    }

    private static String row(Parameter parameter) {
        return "| `%s` | %s | %s |"
                .formatted(
                        parameter.name(),
                        parameter.type().words(),
                        parameter.defaultValue().map("`%s`"::formatted).orElse("required"));
    }

    private static String lines(Stream<String> lines) {
        return lines.map(line -> line + "\n").collect(Collectors.joining());
    }
}
