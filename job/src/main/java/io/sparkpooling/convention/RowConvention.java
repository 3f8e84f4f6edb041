package io.sparkpooling.convention;

import io.sparkpooling.tensor.TensorType;

/** A convention whose rows each say what they hold, or hold it in bytes: their tensors may differ in shape. */
public interface RowConvention extends Convention {

    /**
     * How the rows of a column lie that this convention recognises, or that it stores. For one reader: it may remember the last
     * row.
     *
     * @param type what the column was taken for
     */
    RowForm form(Column column, TensorType type);
}
