package io.sparkpooling.convention;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;

/**
 * Arrow's canonical {@code arrow.variable_shape_tensor}: numbers and their shape in each row; axis names, permutation and sizes
 * that all rows share as JSON in the field's metadata. See https://arrow.apache.org/docs/format/CanonicalExtensions.html.
 */
final class VariableShapeTensor implements RowConvention {
    private static final String NAME = "arrow.variable_shape_tensor";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Description description() {
        return new Description(
                "Arrow C++, Rust",
                "each row; axis names and permutation from the field's metadata",
                "the new shape in each row; `uniform_shape` anew");
    }

    @Override
    public boolean recognises(Column column) {
        return column.hasExtension(NAME);
    }

    @Override
    public Recognition read(Column column, ColumnHints hints) {
        if (ShapedStruct.byPosition(column.structure()).isEmpty()) {
            return Recognition.NoTensor.of(
                    this,
                    column,
                    "its storage is %s (must be a struct of a list of numbers and a list of integers)"
                            .formatted(column.structure()));
        }
        try {
            axes(column);
            return FirstRowType.of(this, column, struct(column).elementType(), hints);
        } catch (InvalidArgumentException invalid) {
            return Recognition.NoTensor.of(this, column, invalid.getMessage());
        }
    }

    private static ShapedStruct struct(Column column) {
        return ShapedStruct.byPosition(column.structure()).orElseThrow();
    }

    @Override
    public RowForm form(Column column, TensorType type) {
        return struct(column).form(axes(column));
    }

    /** The least that Arrow's specification allows is no text at all, the least that its C++ reader takes is {@code {}}. */
    private static Axes axes(Column column) {
        String json = column.extension().orElseThrow().metadata();
        return json.isEmpty() ? Axes.UNKNOWN : Axes.of(MetadataJson.parse(json));
    }

    @Override
    public Column store(Column source, TensorType type) {
        ObjectNode object = MetadataJson.object();
        MetadataJson.putAxes(object, type);
        axes(source).pooledTo(type.shape()).uniform().forEach(size -> {
            ArrayNode sizes = object.withArray("/uniform_shape");
            size.ifPresentOrElse(sizes::add, sizes::addNull);
        });
        return source.withStructure(struct(source).storing(type)).withExtensionMetadata(object.toString());
    }
}
