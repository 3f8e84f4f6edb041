package io.sparkpooling.convention;

import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Ray Data's tensors of one shape: one list of numbers with the shape as a JSON array in the field's metadata. Ray 2.49 to
 * 2.54 pickled the shape instead; where that pickle is but a tuple of integers it comes here as JSON ({@link PickledShape}), any
 * other is never read, since reading one is running it, so that the user must give the shape. Written back as JSON.
 */
final class RayTensor implements Convention {
    private static final Set<String> NAMES = Set.of("ray.data.arrow_tensor", "ray.data.arrow_tensor_v2");

    @Override
    public String name() {
        return "ray.data.arrow_tensor";
    }

    @Override
    public Description description() {
        return new Description(
                "Ray Data",
                "the field's metadata: JSON, or a pickle of nothing but a tuple of integers; any other pickle is not read: `--shape`",
                "the new shape as JSON");
    }

    @Override
    public boolean recognises(Column column) {
        return NAMES.stream().anyMatch(column::hasExtension);
    }

    @Override
    public Recognition read(Column column, ColumnHints hints) {
        if (!(column.structure() instanceof Lists lists) || lists.depth() != 1) {
            return Recognition.NoTensor.of(
                    this, column, "its storage is %s (must be one list of numbers)".formatted(column.structure()));
        }
        try {
            return read(column, lists, hints);
        } catch (InvalidArgumentException invalid) {
            return Recognition.NoTensor.of(this, column, invalid.getMessage());
        }
    }

    private Recognition read(Column column, Lists lists, ColumnHints hints) {
        Optional<Shape> shape = storedShape(column).or(hints::shape);
        if (shape.isEmpty()) {
            return Recognition.NoTensor.of(
                    this,
                    column,
                    "its shape is not stored as JSON and is not unpickled: give --shape %s=C,H,W"
                            .formatted(column.name()));
        }
        FixedShapeTensor.requireListSize(shape.get(), lists.fixedSizes().get(0));
        return new Recognition.Tensor(
                this,
                TensorType.of(lists.elementType(), shape.get()),
                List.of(shape.get().elementCount()));
    }

    /** What begins as JSON is held to be JSON: a shape that cannot be is an error, not a pickle. */
    private static Optional<Shape> storedShape(Column column) {
        String json = column.extension().orElseThrow().metadata();
        return json.stripLeading().startsWith("[")
                ? Optional.of(MetadataJson.shape(MetadataJson.parse(json)))
                : Optional.empty();
    }

    @Override
    public Column store(Column source, TensorType type) {
        boolean fixed = ((Lists) source.structure()).fixedSizes().get(0).isPresent();
        OptionalInt size = fixed ? OptionalInt.of(type.shape().elementCount()) : OptionalInt.empty();
        return source.withStructure(new Lists(type.elementType(), List.of(size)))
                .withExtensionMetadata(MetadataJson.array(type.shape()).toString());
    }
}
