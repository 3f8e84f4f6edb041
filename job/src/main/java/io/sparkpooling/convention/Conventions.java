package io.sparkpooling.convention;

import io.sparkpooling.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** The list of all conventions, in the order in which they are asked. */
public final class Conventions {
    private static final Convention SCALAR = new ScalarNumber();
    private static final Convention FLAT = new FlatList();
    private static final List<Convention> ALL = List.of(
            new FixedShapeTensor(),
            new VariableShapeTensor(),
            new RayTensor(),
            new RayVariableTensor(),
            new HuggingFaceArray(),
            new DaftTensor(),
            new DaftVariableTensor(),
            new StructTensor(),
            new SparkVector(),
            new SparkImage(),
            new NpyBinary(),
            new RawBinary(),
            new NestedList(),
            new LanceBfloat16(),
            FLAT);

    private Conventions() {}

    /** Every convention; the first that recognises a column decides. */
    public static List<Convention> all() {
        return ALL;
    }

    /**
     * What this column holds.
     *
     * @throws io.sparkpooling.tensor.InvalidArgumentException if a hint contradicts the file
     */
    public static Recognition recognise(Column column, ColumnHints hints) {
        Optional<Convention> convention =
                ALL.stream().filter(one -> one.recognises(column)).findFirst();
        if (convention.isEmpty()) {
            return refuse(column);
        }
        return withHints(convention.get().read(column, hints), column, hints);
    }

    /**
     * What a column holds that an operation reads beside the one that it pools: besides all tensors, one number a row, and a
     * list without a stated shape as a vector as long as the first row's.
     *
     * @throws io.sparkpooling.tensor.InvalidArgumentException if a hint contradicts the file
     */
    public static Recognition recogniseCompanion(Column column, ColumnHints hints) {
        if (SCALAR.recognises(column)) {
            return withHints(SCALAR.read(column, hints), column, hints);
        }
        boolean isVector = FLAT.recognises(column)
                && hints.shape().isEmpty()
                && !column.firstRowListSizes().isEmpty();
        return recognise(column, isVector ? vector(column.firstRowListSizes().get(0), hints) : hints);
    }

    private static ColumnHints vector(int length, ColumnHints hints) {
        return new ColumnHints(Optional.of(Shape.of(length)), hints.elementType(), hints.layout());
    }

    private static Recognition refuse(Column column) {
        return column.extension()
                .map(type -> ForeignExtension.refuse(column, type.name()))
                .orElseGet(() -> new Recognition.NoTensor("Cannot read column %s as a tensor: its type is %s"
                        .formatted(column.name(), column.structure())));
    }

    private static Recognition withHints(Recognition recognition, Column column, ColumnHints hints) {
        if (!(recognition instanceof Recognition.Tensor tensor)) {
            return recognition;
        }
        if (tensor.type().shape().elementCount() == 0) {
            return new Recognition.NoTensor("Cannot read column %s as a tensor: its shape %s holds no elements"
                    .formatted(column.name(), tensor.type().shape()));
        }
        ColumnHints held = tensor.convention() instanceof RowConvention ? hints.withoutShape() : hints;
        return new Recognition.Tensor(
                tensor.convention(), held.addTo(tensor.type(), column.name()), tensor.listSizes());
    }
}
