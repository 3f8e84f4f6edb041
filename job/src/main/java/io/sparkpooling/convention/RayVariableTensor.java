package io.sparkpooling.convention;

import io.sparkpooling.tensor.TensorType;

/**
 * Ray Data's tensors whose rows differ in shape: {@code struct<data, shape>}. The metadata holds no more than the number of axes,
 * often as a pickle, which is not read: each row states its shape. Written back as JSON.
 */
final class RayVariableTensor implements StructConvention {
    private static final String NAME = "ray.data.arrow_variable_shaped_tensor";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Description description() {
        return new Description(
                "Ray Data, where rows differ in shape",
                "each row",
                "the new shape in each row; the number of axes as JSON");
    }

    @Override
    public boolean recognises(Column column) {
        return column.hasExtension(NAME) && StructConvention.struct(column).isPresent();
    }

    @Override
    public Column store(Column source, TensorType type) {
        return StructConvention.storing(source, type)
                .withExtensionMetadata(Integer.toString(type.shape().rank()));
    }
}
