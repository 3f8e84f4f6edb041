package io.sparkpooling.convention;

import io.sparkpooling.tensor.TensorType;
import java.util.Optional;

/**
 * {@code struct<data, shape>}, in either order: numbers in row-major order and their shape in each row, as many exports, Daft's
 * tensors among them, have it. Daft's own metadata states nothing of the shape, but a type that only Daft reads: it is dropped.
 */
final class StructTensor implements StructConvention {
    private static final String DAFT = "daft.super_extension";

    @Override
    public String name() {
        return "struct<data, shape>";
    }

    @Override
    public Description description() {
        return new Description(
                "Daft's tensors, hand-written exports",
                "each row",
                "the new shape in each row; Daft's own metadata is dropped, since it says what only Daft reads");
    }

    @Override
    public boolean recognises(Column column) {
        boolean known = column.extension().isEmpty() || column.hasExtension(DAFT);
        return known && StructConvention.struct(column).isPresent();
    }

    @Override
    public Column store(Column source, TensorType type) {
        return StructConvention.storing(source, type).withExtension(Optional.empty());
    }
}
