package io.sparkpooling.sql;

import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Parameter;
import io.sparkpooling.pooling.ParameterType;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;

/** What {@code DESCRIBE FUNCTION [EXTENDED]} prints of an operation, made from what the list says of it. */
final class Description {
    private static final String TENSOR = """
                  * features - the tensor: nested arrays of numbers; a flat array of numbers with shape; a struct of data and shape;
                      raw bytes (little-endian) with shape and dtype; the bytes of a .npy file. The result has the same form.
            """;
    private static final String FORM = """
                  * shape - an array of int: the tensor's sizes, where the column does not hold them
                  * dtype - such as 'float32': the element type of raw bytes
            """;

    private Description() {}

    static ExpressionInfo of(Operation operation) {
        return new ExpressionInfo(
                PoolingFunctions.class.getName(),
                "",
                operation.name(),
                usage(operation),
                "\n    Arguments:\n" + TENSOR + parameters(operation) + FORM,
                "\n    Examples:\n      > SELECT %s FROM t;\n  ".formatted(SqlText.example(operation)),
                operation.remarks().isEmpty() ? "" : "\n    %s\n  ".formatted(operation.remarks()),
                "",
                "",
                "",
                "built-in");
    }

    private static String usage(Operation operation) {
        String required = operation.parameters().stream()
                .filter(parameter -> parameter.defaultValue().isEmpty())
                .map(parameter -> parameter.name() + " => value")
                .collect(Collectors.joining(", "));
        return Stream.of("features", required, "...")
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.joining(", ", "_FUNC_(", ") - "))
                + "%s Each element: %s.".formatted(operation.summary(), operation.formula());
    }

    private static String parameters(Operation operation) {
        return operation.allParameters().stream().map(Description::line).collect(Collectors.joining());
    }

    private static String line(Parameter parameter) {
        String standard =
                parameter.defaultValue().map(value -> "default " + value).orElse("required");
        return "      * %s - %s (%s)\n".formatted(parameter.name(), words(parameter), standard);
    }

    private static String words(Parameter parameter) {
        return parameter.type() == ParameterType.COLUMN
                ? "a column"
                : parameter.type().words().replace("null", "NULL");
    }
}
