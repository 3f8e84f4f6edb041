package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** For which element types an operation's bits are PyTorch's, but for what {@link Difference} lists. */
enum BitEqual {
    MAXIMUM(
            "`max_pool1d/2d/3d`, `min_pool1d/2d/3d`",
            "(max|min)_pool\\dd",
            EnumSet.of(
                    ElementType.FLOAT16,
                    ElementType.BFLOAT16,
                    ElementType.FLOAT32,
                    ElementType.FLOAT64,
                    ElementType.INT8,
                    ElementType.INT16,
                    ElementType.INT32,
                    ElementType.INT64,
                    ElementType.UINT8)),
    AVERAGE(
            "`avg_pool1d/2d`, `sum_pool1d/2d`",
            "(avg|sum)_pool[12]d",
            EnumSet.of(
                    ElementType.FLOAT16,
                    ElementType.BFLOAT16,
                    ElementType.FLOAT32,
                    ElementType.FLOAT64,
                    ElementType.INT64)),
    AVERAGE_3D(
            "`avg_pool3d`, `sum_pool3d`",
            "(avg|sum)_pool3d",
            EnumSet.of(ElementType.FLOAT32, ElementType.FLOAT64, ElementType.INT64)),
    ADAPTIVE(
            "`adaptive_max_pool1d/2d/3d`, `adaptive_avg_pool1d/2d`",
            "adaptive_max_pool\\dd|adaptive_avg_pool[12]d",
            EnumSet.of(ElementType.FLOAT16, ElementType.BFLOAT16, ElementType.FLOAT32, ElementType.FLOAT64)),
    WIDE_FLOATS(
            "`adaptive_avg_pool3d`, `lp_pool1d/2d/3d`",
            "adaptive_avg_pool3d|lp_pool\\dd",
            EnumSet.of(ElementType.FLOAT32, ElementType.FLOAT64));

    private final String operations;
    private final String pattern;
    private final Set<ElementType> types;

    BitEqual(String operations, String pattern, Set<ElementType> types) {
        this.operations = operations;
        this.pattern = pattern;
        this.types = types;
    }

    /** The element types of an operation. */
    static Set<ElementType> types(String operation) {
        return Arrays.stream(values())
                .filter(row -> operation.matches(row.pattern))
                .findFirst()
                .orElseThrow()
                .types;
    }

    /** Its row in the table of the page. */
    String row() {
        return "| %s | %s |"
                .formatted(operations, types.stream().map(ElementType::word).collect(Collectors.joining(", ")));
    }
}
