package io.sparkpooling.convention;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * The type that a column is taken for whose rows each say their shape: the first row's, else what the user says. It is what a plan
 * predicts with; each row is pooled by its own shape.
 */
final class FirstRowType {
    private FirstRowType() {}

    /** What the column holds, of elements that the schema states. */
    static Recognition of(RowConvention convention, Column column, ElementType elementType, ColumnHints hints) {
        try {
            Optional<TensorType> type = column.firstRow()
                    .map(row -> convention
                            .form(column, anyOf(elementType))
                            .read(row)
                            .type())
                    .or(() -> hints.shape().map(shape -> TensorType.of(elementType, shape)));
            return type.<Recognition>map(found -> new Recognition.Tensor(convention, found, List.of()))
                    .orElseGet(() -> Recognition.NoTensor.of(
                            convention,
                            column,
                            "it has no row with a value: give --shape %s=C,H,W".formatted(column.name())));
        } catch (InvalidTensorException invalid) {
            return Recognition.NoTensor.of(convention, column, "of its first row, " + invalid.getMessage());
        }
    }

    private static TensorType anyOf(ElementType elementType) {
        return TensorType.of(elementType, Shape.of(1));
    }
}
