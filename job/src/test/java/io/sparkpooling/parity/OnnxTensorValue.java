package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;

/**
 * A tensor that goes into ONNX Runtime or comes out of it.
 *
 * @param values the carrier array of {@code type}, row-major in {@code shape}
 */
public record OnnxTensorValue(ElementType type, Shape shape, Object values) {

    static OnnxTensorValue ofFloats(Shape shape, float... values) {
        return new OnnxTensorValue(ElementType.FLOAT32, shape, values);
    }

    static OnnxTensorValue ofLongs(Shape shape, long... values) {
        return new OnnxTensorValue(ElementType.INT64, shape, values);
    }
}
