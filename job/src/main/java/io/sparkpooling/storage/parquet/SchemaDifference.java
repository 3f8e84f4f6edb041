package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.Recognition;
import io.sparkpooling.convention.RowConvention;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * The first thing in which two files of one dataset disagree. Field ids, names of inner groups and the nullability of list
 * elements are no difference: no reader of the dataset would see them.
 */
final class SchemaDifference {
    private final DatasetSchema here;
    private final DatasetSchema there;

    private SchemaDifference(DatasetSchema here, DatasetSchema there) {
        this.here = here;
        this.there = there;
    }

    static Optional<String> first(DatasetSchema here, DatasetSchema there) {
        SchemaDifference difference = new SchemaDifference(here, there);
        return missing(here, there)
                .or(() -> missing(there, here))
                .or(difference::order)
                .or(difference::firstColumn);
    }

    private static Optional<String> missing(DatasetSchema one, DatasetSchema other) {
        return one.names().stream()
                .filter(name -> !other.names().contains(name))
                .findFirst()
                .map(name -> "%s has a column %s, %s has none".formatted(one.file(), name, other.file()));
    }

    private Optional<String> order() {
        List<String> names = here.names();
        if (names.equals(there.names())) {
            return Optional.empty();
        }
        return Optional.of("the columns of %s are in the order %s, those of %s in the order %s"
                .formatted(here.file(), String.join(", ", names), there.file(), String.join(", ", there.names())));
    }

    private Optional<String> firstColumn() {
        return IntStream.range(0, here.names().size())
                .mapToObj(index -> column(index))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> column(int index) {
        return disagreement(index, typeText(here, index), typeText(there, index))
                .or(() -> disagreement(index, tensor(here, index), tensor(there, index)))
                .or(() -> disagreement(index, nullability(here, index), nullability(there, index)));
    }

    /** Nested lists that are no tensor for want of rows agree with those that are. */
    private Optional<String> disagreement(int index, Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() ? disagreement(index, one.get(), other.get()) : Optional.empty();
    }

    private Optional<String> disagreement(int index, String one, String other) {
        return one.equals(other)
                ? Optional.empty()
                : Optional.of("column %s is %s in %s, but %s in %s"
                        .formatted(here.names().get(index), one, here.file(), other, there.file()));
    }

    private static String typeText(DatasetSchema schema, int index) {
        return ParquetTypeText.of(schema.messageType().getType(index));
    }

    private static Optional<String> tensor(DatasetSchema schema, int index) {
        if (schema.recognition(index) instanceof Recognition.Tensor tensor) {
            String convention = tensor.convention().name();
            return Optional.of(
                    tensor.convention() instanceof RowConvention
                            ? convention
                            : "%s (%s)".formatted(tensor.type(), convention));
        }
        return schema.isOpen(index) ? Optional.empty() : Optional.of("no tensor");
    }

    private static String nullability(DatasetSchema schema, int index) {
        Type type = schema.messageType().getType(index);
        return type.isRepetition(Repetition.OPTIONAL) ? "nullable" : "not nullable";
    }
}
