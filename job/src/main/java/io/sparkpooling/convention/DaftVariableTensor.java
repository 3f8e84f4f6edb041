package io.sparkpooling.convention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;

/**
 * Daft's tensors whose rows differ in shape: {@code struct<data, shape>} with Daft's type in the field's metadata, {@code
 * {"datatype":{"Tensor":"Float32"},"daft_version":...}}. It states the elements and no shape, so that it is written back, with the
 * version that it names: without it Daft reads a struct.
 */
final class DaftVariableTensor implements StructConvention {
    private static final String TYPE = "datatype";
    private static final String TENSOR = "Tensor";

    @Override
    public String name() {
        return "Daft variable tensor";
    }

    @Override
    public Description description() {
        return new Description(
                "Daft: tensors whose rows differ in shape", "each row", "the new shape in each row; Daft's own type");
    }

    @Override
    public boolean recognises(Column column) {
        return column.hasExtension(DaftTensor.EXTENSION)
                && StructConvention.struct(column).isPresent();
    }

    @Override
    public Recognition read(Column column, ColumnHints hints) {
        try {
            String elements = metadata(column).path(TYPE).path(TENSOR).asText();
            DaftTensor.requireElements(
                    elements, StructConvention.struct(column).orElseThrow().elementType());
            return StructConvention.super.read(column, hints);
        } catch (InvalidArgumentException invalid) {
            return Recognition.NoTensor.of(this, column, invalid.getMessage());
        }
    }

    private static JsonNode metadata(Column column) {
        return MetadataJson.parse(column.extension().orElseThrow().metadata());
    }

    @Override
    public Column store(Column source, TensorType type) {
        ObjectNode metadata = metadata(source).deepCopy();
        metadata.putObject(TYPE).put(TENSOR, DaftTensor.word(type.elementType()));
        return StructConvention.storing(source, type).withExtensionMetadata(metadata.toString());
    }
}
