package io.sparkpooling.convention;

import io.sparkpooling.tensor.TensorType;
import java.util.List;

/**
 * Ray Data's tensors whose rows differ in shape: {@code struct<data, shape>}. The metadata holds no more than the number of axes,
 * often as a pickle, which is not read: each row states its shape. Written back as JSON.
 */
final class RayVariableTensor implements RowConvention {
    private static final String NAME = "ray.data.arrow_variable_shaped_tensor";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Column column) {
        return column.hasExtension(NAME)
                && ShapedStruct.of(column.structure(), "data", "shape").isPresent();
    }

    private static ShapedStruct struct(Column column) {
        return ShapedStruct.of(column.structure(), "data", "shape").orElseThrow();
    }

    @Override
    public Recognition read(Column column, ColumnHints hints) {
        return FirstRowType.of(this, column, struct(column).elementType(), hints);
    }

    @Override
    public RowForm form(Column column, TensorType type) {
        return struct(column).form(List.of(), List.of());
    }

    @Override
    public Column store(Column source, TensorType type) {
        return source.withStructure(struct(source).storing(type))
                .withExtensionMetadata(Integer.toString(type.shape().rank()));
    }
}
