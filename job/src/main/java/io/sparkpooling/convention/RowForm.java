package io.sparkpooling.convention;

import io.sparkpooling.tensor.TensorView;

/** Takes the tensor out of one row and puts a pooled one in its place. */
public interface RowForm {

    /**
     * The tensor of a row.
     *
     * @throws io.sparkpooling.tensor.InvalidTensorException if the row holds none, with the reason
     */
    TensorView read(RowParts row);

    /** The parts of the row that holds a tensor, without those that it {@linkplain #kept keeps}. */
    RowParts write(TensorView tensor);

    /** The parts of a row that are no part of its tensor, which the pooled row has as they were. */
    default RowParts kept(RowParts row) {
        return RowParts.NONE;
    }

    /** The elements of a tensor in an array of their own. */
    static Object elements(TensorView tensor) {
        int count = tensor.type().shape().elementCount();
        Object elements = tensor.type().elementType().newArray(count);
        System.arraycopy(tensor.carrier(), tensor.offset(), elements, 0, count);
        return elements;
    }
}
