package io.sparkpooling.convention;

import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Lists of lists of numbers, one level for each axis. The shape is the list lengths: those that the schema fixes, else the
 * user's, else the first row's; every row is held to it when it is read.
 */
final class NestedList implements Convention {
    @Override
    public String name() {
        return "nested list";
    }

    @Override
    public Description description() {
        return new Description(
                "Spark, pyarrow, DuckDB, ...",
                "the sizes of fixed-size lists, else `--shape`, else the first row; every row is held to it",
                "as many levels of lists as before");
    }

    @Override
    public boolean recognises(Column column) {
        return column.extension().isEmpty() && isNested(column.structure());
    }

    static boolean isNested(Structure structure) {
        return structure instanceof Lists lists && lists.depth() > 1;
    }

    @Override
    public Recognition read(Column column, ColumnHints hints) {
        Lists lists = (Lists) column.structure();
        Optional<Shape> shape = fixedShape(lists).or(hints::shape).or(() -> firstRowShape(column));
        if (shape.isEmpty()) {
            return new Recognition.NoTensor(
                    "Cannot tell the shape of column %s, which has no row with a value: give --shape %s=%s"
                            .formatted(column.name(), column.name(), sizesWord(lists.depth())));
        }
        if (shape.get().rank() != lists.depth()) {
            return new Recognition.NoTensor("Cannot read column %s as a tensor of shape %s: it has %d levels of lists"
                    .formatted(column.name(), shape.get(), lists.depth()));
        }
        return tensor(lists.elementType(), shape.get());
    }

    private Recognition tensor(ElementType elementType, Shape shape) {
        List<Integer> sizes = Arrays.stream(shape.toArray()).boxed().toList();
        return new Recognition.Tensor(this, TensorType.of(elementType, shape), sizes);
    }

    private static Optional<Shape> fixedShape(Lists lists) {
        boolean fixed = lists.fixedSizes().stream().allMatch(OptionalInt::isPresent);
        return fixed
                ? Optional.of(Shape.of(lists.fixedSizes().stream()
                        .mapToInt(OptionalInt::getAsInt)
                        .toArray()))
                : Optional.empty();
    }

    private static Optional<Shape> firstRowShape(Column column) {
        List<Integer> sizes = column.firstRowListSizes();
        return sizes.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray()));
    }

    private static String sizesWord(int depth) {
        return String.join(
                ",",
                IntStream.rangeClosed(1, depth).mapToObj(axis -> "N" + axis).toList());
    }

    @Override
    public Column store(Column source, TensorType type) {
        boolean fixed = fixedShape((Lists) source.structure()).isPresent();
        List<OptionalInt> sizes = Arrays.stream(type.shape().toArray())
                .mapToObj(size -> fixed ? OptionalInt.of(size) : OptionalInt.empty())
                .toList();
        return source.withStructure(new Lists(type.elementType(), sizes));
    }
}
