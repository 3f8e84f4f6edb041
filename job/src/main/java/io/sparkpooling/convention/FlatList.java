package io.sparkpooling.convention;

import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.OptionalInt;

/**
 * One list of numbers in row-major order: what Spark's {@code array<float>} and most hand-written exports are. The file does
 * not say the shape; guessing one from the length would pool the wrong neighbours, so the user must give it.
 */
final class FlatList implements Convention {
    @Override
    public String name() {
        return "flat list";
    }

    @Override
    public Description description() {
        return new Description("Spark's `array<float>`, pyarrow, DuckDB, ...", "`--shape`", "one list");
    }

    @Override
    public boolean recognises(Column column) {
        return column.extension().isEmpty() && column.structure() instanceof Lists lists && lists.depth() == 1;
    }

    @Override
    public Recognition read(Column column, ColumnHints hints) {
        Lists lists = (Lists) column.structure();
        if (hints.shape().isEmpty()) {
            String known = lists.fixedSizes().get(0).isPresent()
                    ? " (its lists hold %d numbers)"
                            .formatted(lists.fixedSizes().get(0).getAsInt())
                    : "";
            return new Recognition.NoTensor("Cannot tell the shape of column %s: give --shape %s=C,H,W%s"
                    .formatted(column.name(), column.name(), known));
        }
        Shape shape = hints.shape().get();
        requireProduct(shape, lists.fixedSizes().get(0), column.name());
        return new Recognition.Tensor(this, TensorType.of(lists.elementType(), shape), List.of(shape.elementCount()));
    }

    private static void requireProduct(Shape shape, OptionalInt listSize, String column) {
        if (listSize.isPresent() && listSize.getAsInt() != shape.elementCount()) {
            throw new InvalidArgumentException("Invalid shape of column %s: %s (its lists hold %d elements, not %d)"
                    .formatted(column, shape, listSize.getAsInt(), shape.elementCount()));
        }
    }

    @Override
    public Column store(Column source, TensorType type) {
        OptionalInt size = ((Lists) source.structure()).fixedSizes().get(0);
        OptionalInt pooled = size.isPresent() ? OptionalInt.of(type.shape().elementCount()) : OptionalInt.empty();
        return source.withStructure(new Lists(type.elementType(), List.of(pooled)));
    }
}
