package io.sparkpooling.convention;

import io.sparkpooling.tensor.TensorType;
import java.util.Optional;

/** A convention of structs with the fields {@code data} and {@code shape}, in either order, that say nothing of their axes. */
interface StructConvention extends RowConvention {

    /** The struct; nothing where the column is built in another way. */
    static Optional<ShapedStruct> struct(Column column) {
        return ShapedStruct.of(column.structure(), "data", "shape");
    }

    @Override
    default Recognition read(Column column, ColumnHints hints) {
        return FirstRowType.of(this, column, struct(column).orElseThrow().elementType(), hints);
    }

    @Override
    default RowForm form(Column column, TensorType type) {
        return struct(column).orElseThrow().form(Axes.UNKNOWN);
    }

    /** The column's structure for tensors of this type. */
    static Column storing(Column source, TensorType type) {
        return source.withStructure(struct(source).orElseThrow().storing(type));
    }
}
