package io.sparkpooling.convention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.OptionalInt;

/**
 * Arrow's canonical {@code arrow.fixed_shape_tensor}: one list of numbers, with shape, axis names and permutation as JSON in
 * the field's metadata. See https://arrow.apache.org/docs/format/CanonicalExtensions.html.
 */
final class FixedShapeTensor implements Convention {
    private static final String NAME = "arrow.fixed_shape_tensor";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Description description() {
        return new Description(
                "pyarrow; Ray Data where it is told to use Arrow's type",
                "the field's metadata in `ARROW:schema`",
                "metadata with the new shape; `dim_names` and `permutation` as they were");
    }

    @Override
    public boolean recognises(Column column) {
        return column.hasExtension(NAME);
    }

    @Override
    public Recognition read(Column column, ColumnHints hints) {
        if (!(column.structure() instanceof Lists lists) || lists.depth() != 1) {
            return Recognition.NoTensor.of(
                    this, column, "its storage is %s (must be one list of numbers)".formatted(column.structure()));
        }
        try {
            String json = column.extension().orElseThrow().metadata();
            TensorType type = parse(json, lists.elementType());
            requireListSize(type.shape(), lists.fixedSizes().get(0));
            return new Recognition.Tensor(this, type, List.of(type.shape().elementCount()));
        } catch (InvalidArgumentException invalid) {
            return Recognition.NoTensor.of(this, column, invalid.getMessage());
        }
    }

    /** Refuses a shape of another number of elements than the lists have. */
    static void requireListSize(Shape shape, OptionalInt listSize) {
        if (listSize.isPresent() && listSize.getAsInt() != shape.elementCount()) {
            throw new InvalidArgumentException("Invalid shape: %s (its list size is %d, not %d)"
                    .formatted(shape, listSize.getAsInt(), shape.elementCount()));
        }
    }

    @Override
    public Column store(Column source, TensorType type) {
        OptionalInt size = OptionalInt.of(type.shape().elementCount());
        return source.withStructure(new Lists(type.elementType(), List.of(size)))
                .withExtensionMetadata(format(type));
    }

    /** As strictly as Arrow's C++ reader. */
    private static TensorType parse(String json, ElementType elementType) {
        JsonNode object = MetadataJson.parse(json);
        return new TensorType(
                elementType,
                MetadataJson.shape(object.path("shape")),
                MetadataJson.texts(object, "dim_names"),
                MetadataJson.integers(object, "permutation"));
    }

    /** Compact, with Arrow C++'s order of keys. */
    private static String format(TensorType type) {
        ObjectNode object = MetadataJson.object();
        object.set("shape", MetadataJson.array(type.shape()));
        MetadataJson.putAxes(object, type);
        return object.toString();
    }
}
