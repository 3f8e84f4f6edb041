package io.sparkpooling.convention;

import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * {@code struct<data, shape>}, in either order: numbers in row-major order and their shape in each row, as many exports, Daft's
 * tensors among them, have it. Daft's own metadata states nothing of the shape, but a type that only Daft reads: it is dropped.
 */
final class StructTensor implements RowConvention {
    private static final String DAFT = "daft.super_extension";

    @Override
    public String name() {
        return "struct<data, shape>";
    }

    @Override
    public boolean recognises(Column column) {
        boolean known = column.extension().isEmpty() || column.hasExtension(DAFT);
        return known && ShapedStruct.of(column.structure(), "data", "shape").isPresent();
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
        return source.withStructure(struct(source).storing(type)).withExtension(Optional.empty());
    }
}
