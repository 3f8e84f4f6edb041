package io.sparkpooling.pooling;

/** What an index counts. Places are those of the input, without padding. */
public enum Numbering {
    /** Places of the plane that the pooled axes span, row-major: PyTorch's. A window without taps names where its first would be. */
    PLANE,

    /** Places of the tensor, planes one after another, each row-major: ONNX's. A window without taps gives -1. */
    TENSOR,

    /** Places of the tensor, planes one after another, each with its first pooled axis fastest: ONNX's {@code storage_order=1}. */
    TENSOR_COLUMN_MAJOR
}
