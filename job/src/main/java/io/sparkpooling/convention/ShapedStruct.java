package io.sparkpooling.convention;

import io.sparkpooling.convention.Structure.Fields;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A list of numbers beside its shape in one struct: what variable-shape tensors of every program lie in.
 *
 * @param data the field of the numbers, row-major in the physical shape
 * @param shape the field of the shape, one integer for each physical axis
 */
record ShapedStruct(Fields fields, String data, String shape) {

    /** The struct with these two fields, in either order; nothing where it has others or they are no such lists. */
    static Optional<ShapedStruct> of(Structure structure, String data, String shape) {
        return structure instanceof Fields fields
                        && fields.fields().size() == 2
                        && list(fields, data).isPresent()
                        && list(fields, shape).filter(ShapedStruct::isInteger).isPresent()
                ? Optional.of(new ShapedStruct(fields, data, shape))
                : Optional.empty();
    }

    /** The struct whose first field is the data and whose second is the shape, whatever their names are. */
    static Optional<ShapedStruct> byPosition(Structure structure) {
        return structure instanceof Fields fields && fields.fields().size() == 2
                ? of(
                        structure,
                        fields.fields().get(0).name(),
                        fields.fields().get(1).name())
                : Optional.empty();
    }

    private static Optional<Lists> list(Fields fields, String name) {
        return fields.named(name)
                .filter(field -> field instanceof Lists lists && lists.depth() == 1)
                .map(field -> (Lists) field);
    }

    private static boolean isInteger(Lists lists) {
        return !lists.elementType().isFloatingPoint() && lists.elementType() != ElementType.BOOL;
    }

    ElementType elementType() {
        return list(fields, data).orElseThrow().elementType();
    }

    /** The number of axes, where the schema fixes it. */
    OptionalInt rank() {
        return list(fields, shape).orElseThrow().fixedSizes().get(0);
    }

    /** The same struct for tensors of this type. */
    Fields storing(TensorType type) {
        Lists sizes = list(fields, shape).orElseThrow();
        OptionalInt rank = rank().isPresent() ? OptionalInt.of(type.shape().rank()) : OptionalInt.empty();
        return fields.with(data, Lists.ofDepth(1, type.elementType()))
                .with(shape, new Lists(sizes.elementType(), List.of(rank)));
    }

    /** Rows of this struct, of whose axes this is known. */
    RowForm form(Axes axes) {
        return new Form(this, axes);
    }

    private static final class Form implements RowForm {
        private final ShapedStruct struct;
        private final Axes axes;
        private Optional<TensorType> last = Optional.empty();

        Form(ShapedStruct struct, Axes axes) {
            this.struct = struct;
            this.axes = axes;
        }

        @Override
        public TensorView read(RowParts row) {
            Numbers values = row.numbers(struct.data());
            TensorType type = type(sizes(row.numbers(struct.shape())));
            if (type.shape().elementCount() != values.count()) {
                throw new InvalidTensorException("%d values for shape %s (%d expected)"
                        .formatted(values.count(), type.shape(), type.shape().elementCount()));
            }
            return new TensorView(type).moveTo(values.carrier(), 0);
        }

        private TensorType type(int[] sizes) {
            if (last.isEmpty() || !Arrays.equals(last.get().shape().toArray(), sizes)) {
                try {
                    Shape shape = Shape.of(sizes);
                    if (shape.elementCount() == 0) {
                        throw new InvalidTensorException("its shape %s holds no elements".formatted(shape));
                    }
                    last = Optional.of(axes.typeOf(struct.elementType(), shape));
                } catch (InvalidArgumentException invalid) {
                    throw new InvalidTensorException(invalid.getMessage());
                }
            }
            return last.get();
        }

        private static int[] sizes(Numbers shape) {
            int[] sizes = new int[shape.count()];
            for (int axis = 0; axis < sizes.length; axis++) {
                long size = shape.integer(axis);
                if (size < 0 || size > Integer.MAX_VALUE) {
                    throw new InvalidTensorException("axis %d of its shape is %d".formatted(axis, size));
                }
                sizes[axis] = (int) size;
            }
            return sizes;
        }

        @Override
        public RowParts write(TensorView tensor) {
            ElementType sizes =
                    list(struct.fields(), struct.shape()).orElseThrow().elementType();
            return new RowParts()
                    .with(struct.data(), Numbers.of(tensor))
                    .with(
                            struct.shape(),
                            Numbers.of(sizes, tensor.type().shape().toArray()));
        }
    }
}
