package io.sparkpooling.convention;

import io.sparkpooling.tensor.TensorType;

/**
 * {@code struct<data, shape>}, in either order: numbers in row-major order and their shape in each row, as many exports have it.
 */
final class StructTensor implements StructConvention {
    @Override
    public String name() {
        return "struct<data, shape>";
    }

    @Override
    public Description description() {
        return new Description("hand-written exports", "each row", "the new shape in each row");
    }

    @Override
    public boolean recognises(Column column) {
        return column.extension().isEmpty() && StructConvention.struct(column).isPresent();
    }

    @Override
    public Column store(Column source, TensorType type) {
        return StructConvention.storing(source, type);
    }
}
