package io.sparkpooling.convention;

import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorType;

/**
 * Lance's lists of bfloat16: two bytes each, little-endian, marked by the extension type {@code lance.bfloat16} of the element,
 * since neither Arrow nor Parquet has such numbers. The shape is the user's, as of every flat list.
 */
final class LanceBfloat16 implements Convention {
    private final Convention flat = new FlatList();

    @Override
    public String name() {
        return "lance.bfloat16";
    }

    @Override
    public Description description() {
        return new Description("Lance: lists of bfloat16", "`--shape`", "one list, its elements marked as they were");
    }

    @Override
    public boolean recognises(Column column) {
        return flat.recognises(column) && ((Lists) column.structure()).elementType() == ElementType.BFLOAT16;
    }

    @Override
    public Recognition read(Column column, ColumnHints hints) {
        return flat.read(column, hints) instanceof Recognition.Tensor tensor
                ? new Recognition.Tensor(this, tensor.type(), tensor.listSizes())
                : flat.read(column, hints);
    }

    @Override
    public Column store(Column source, TensorType type) {
        return flat.store(source, type);
    }
}
