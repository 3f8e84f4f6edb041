package io.sparkpooling.convention;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkpooling.convention.Column.Extension;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;
import java.util.Optional;

/**
 * Daft's tensors of one shape and its embeddings: one list of numbers, with Daft's own type as JSON in the field's metadata,
 * {@code {"datatype":{"FixedShapeTensor":["Float32",[6,16,16]]},...}} or {@code {"Embedding":["Float32",768]}}. That JSON is
 * private to a version of Daft, so it is read as what it means in Arrow's type and written as that, which Daft reads as its own.
 */
final class DaftTensor implements Convention {
    /** The one extension type of all of Daft's own types. */
    static final String EXTENSION = "daft.super_extension";

    private final Convention canonical = new FixedShapeTensor();

    @Override
    public String name() {
        return "Daft tensor";
    }

    @Override
    public Description description() {
        return new Description(
                "Daft: tensors of one shape, embeddings",
                "the field's metadata, as Daft's own type",
                "`arrow.fixed_shape_tensor`, which Daft reads as its own");
    }

    @Override
    public boolean recognises(Column column) {
        return column.hasExtension(EXTENSION) && column.structure() instanceof Lists lists && lists.depth() == 1;
    }

    @Override
    public Recognition read(Column column, ColumnHints hints) {
        try {
            JsonNode type = MetadataJson.parse(column.extension().orElseThrow().metadata())
                    .path("datatype");
            String shape = shape(type, ((Lists) column.structure()).elementType());
            Recognition recognition = canonical.read(asCanonical(column, "{\"shape\":%s}".formatted(shape)), hints);
            return recognition instanceof Recognition.Tensor tensor
                    ? new Recognition.Tensor(this, tensor.type(), tensor.listSizes())
                    : recognition;
        } catch (InvalidArgumentException invalid) {
            return Recognition.NoTensor.of(this, column, invalid.getMessage());
        }
    }

    private Column asCanonical(Column column, String metadata) {
        return column.withExtension(Optional.of(new Extension(canonical.name(), metadata)));
    }

    private static String shape(JsonNode type, ElementType stored) {
        boolean isTensor = type.has("FixedShapeTensor");
        if (!isTensor && !type.has("Embedding")) {
            throw new InvalidArgumentException("Invalid type: %s (FixedShapeTensor and Embedding are known)"
                    .formatted(
                            type.isObject() && !type.isEmpty()
                                    ? type.fieldNames().next()
                                    : "none"));
        }
        JsonNode stated = type.path(isTensor ? "FixedShapeTensor" : "Embedding");
        requireElements(stated.path(0).asText(), stored);
        return isTensor ? stated.path(1).toString() : "[%s]".formatted(stated.path(1));
    }

    /** Daft's name of an element type: ours with capitals, but for bool. */
    static String word(ElementType type) {
        return type == ElementType.BOOL
                ? "Boolean"
                : type.word().replace("int", "Int").replaceFirst("^u", "U").replaceFirst("^f", "F");
    }

    static void requireElements(String stated, ElementType stored) {
        if (!stated.equals(word(stored))) {
            throw new InvalidArgumentException("Invalid elements: %s (the lists hold %s)".formatted(stated, stored));
        }
    }

    @Override
    public Column store(Column source, TensorType type) {
        return canonical.store(asCanonical(source, ""), type);
    }
}
