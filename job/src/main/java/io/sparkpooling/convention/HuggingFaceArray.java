package io.sparkpooling.convention;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkpooling.convention.Column.Extension;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Array2D to Array5D of Hugging Face {@code datasets}: nested lists, with shape and dtype as JSON in the field's metadata,
 * {@code [[6, 16, 16], "float32"]}. A first size of null means that rows differ; then the first row's lengths are taken and
 * every other row is held to them.
 */
final class HuggingFaceArray implements Convention {
    private static final String NAME = "datasets.features.features.Array%dDExtensionType";
    private static final int LOWEST_RANK = 2;
    private static final int HIGHEST_RANK = 5;

    private final NestedList lists = new NestedList();

    @Override
    public String name() {
        return "datasets.Array";
    }

    @Override
    public Description description() {
        return new Description(
                "Hugging Face `datasets`: Array2D to Array5D",
                "the field's metadata; where the first size is open, the first row",
                "metadata of the field and of the dataset with the new shape");
    }

    @Override
    public boolean recognises(Column column) {
        for (int rank = LOWEST_RANK; rank <= HIGHEST_RANK; rank++) {
            if (column.hasExtension(NAME.formatted(rank)) && NestedList.isNested(column.structure())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Recognition read(Column column, ColumnHints hints) {
        try {
            JsonNode metadata =
                    MetadataJson.parse(column.extension().orElseThrow().metadata());
            requireElements(metadata.path(1).asText(), ((Lists) column.structure()).elementType());
            Optional<Shape> stated = statedShape(metadata);
            ColumnHints shape = stated.map(ColumnHints::ofShape).orElse(hints);
            Recognition recognition = lists.read(column, shape);
            return recognition instanceof Recognition.Tensor tensor
                    ? new Recognition.Tensor(this, tensor.type(), tensor.listSizes())
                    : recognition;
        } catch (InvalidArgumentException invalid) {
            return Recognition.NoTensor.of(this, column, invalid.getMessage());
        }
    }

    private static Optional<Shape> statedShape(JsonNode metadata) {
        JsonNode sizes = metadata.path(0);
        return sizes.path(0).isNull() ? Optional.empty() : Optional.of(MetadataJson.shape(sizes));
    }

    private static void requireElements(String stated, ElementType stored) {
        if (!stated.equals(stored.word())) {
            throw new InvalidArgumentException("Invalid elements: %s (the lists hold %s)".formatted(stated, stored));
        }
    }

    @Override
    public Column store(Column source, TensorType type) {
        int rank = type.shape().rank();
        return rank < LOWEST_RANK || rank > HIGHEST_RANK
                ? source.withStructure(fixedLists(type)).withExtension(Optional.empty())
                : lists.store(source, type).withExtension(Optional.of(extension(type)));
    }

    private static Extension extension(TensorType type) {
        String metadata = "[%s, \"%s\"]".formatted(MetadataJson.array(type.shape()), type.elementType());
        return new Extension(NAME.formatted(type.shape().rank()), metadata);
    }

    /** There is no Array1D: the library has lists of a fixed length for it. */
    private static Lists fixedLists(TensorType type) {
        return new Lists(
                type.elementType(),
                Arrays.stream(type.shape().toArray()).mapToObj(OptionalInt::of).toList());
    }
}
