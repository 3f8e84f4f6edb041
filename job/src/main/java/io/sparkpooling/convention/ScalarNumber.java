package io.sparkpooling.convention;

import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.convention.Structure.Number;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.OptionalInt;

/**
 * One number in each row, read as a tensor of one element: lengths, weights, counts. Not in {@linkplain Conventions#all() the
 * list}, since every id would be a tensor then: a column is read in this way only where an operation names it.
 */
final class ScalarNumber implements Convention {
    @Override
    public String name() {
        return "number";
    }

    @Override
    public Description description() {
        return new Description("everybody", "one number in each row", "a flat list");
    }

    @Override
    public boolean recognises(Column column) {
        return column.extension().isEmpty() && column.structure() instanceof Number;
    }

    @Override
    public Recognition read(Column column, ColumnHints hints) {
        Number number = (Number) column.structure();
        return new Recognition.Tensor(this, TensorType.of(number.elementType(), Shape.of(1)), List.of());
    }

    /** Tensors do not fit in a number: one list, as the flat convention has it. */
    @Override
    public Column store(Column source, TensorType type) {
        return source.withStructure(new Lists(type.elementType(), List.of(OptionalInt.empty())));
    }
}
