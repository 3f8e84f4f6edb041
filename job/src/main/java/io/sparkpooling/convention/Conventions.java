package io.sparkpooling.convention;

import java.util.List;
import java.util.Optional;

/** The list of all conventions, in the order in which they are asked. */
public final class Conventions {
    private static final List<Convention> ALL =
            List.of(new FixedShapeTensor(), new RayTensor(), new HuggingFaceArray(), new NestedList(), new FlatList());

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
        return new Recognition.Tensor(
                tensor.convention(), hints.addTo(tensor.type(), column.name()), tensor.listSizes());
    }
}
