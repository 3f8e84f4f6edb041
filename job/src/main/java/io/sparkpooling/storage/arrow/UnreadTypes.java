package io.sparkpooling.storage.arrow;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Columns that a file is refused for, by name, before anything runs: unions, since arrow-java counts their children anew and changes the codes
 * of some as it cuts rows out; and {@linkplain PlacedRows views of lists and runs} that lie within another column or refer to a dictionary,
 * since rows cannot be cut out of them buffer by buffer.
 */
final class UnreadTypes {
    private UnreadTypes() {}

    /** The first such column. */
    static Optional<Field> among(Schema schema) {
        return schema.getFields().stream()
                .filter(column -> remedy(column).isPresent())
                .findFirst();
    }

    /** Why a file cannot be read that has such a column, and what to do. */
    static Optional<String> reason(Schema schema) {
        return among(schema)
                .map(column -> "Cannot read column %s: its type %s is not supported (%s, or leave the column out)"
                        .formatted(
                                column.getName(),
                                ArrowStructure.text(column),
                                remedy(column).orElseThrow()));
    }

    /** @throws InvalidArgumentException if there is such a column */
    static void refuse(Schema schema) {
        reason(schema).ifPresent(reason -> {
            throw new InvalidArgumentException(reason);
        });
    }

    /** What the user can do about a column; nothing where it is none of these. */
    private static Optional<String> remedy(Field column) {
        Optional<String> within = column.getChildren().stream()
                .flatMap(child -> anywhere(child).stream())
                .findFirst();
        return within.or(() -> remedy(column.getType())
                .filter(any -> column.getType() instanceof ArrowType.Union || hasDictionary(column)));
    }

    private static Optional<String> anywhere(Field field) {
        return remedy(field.getType()).or(() -> field.getChildren().stream()
                .flatMap(child -> anywhere(child).stream())
                .findFirst());
    }

    private static boolean hasDictionary(Field field) {
        return field.getDictionary() != null || field.getChildren().stream().anyMatch(UnreadTypes::hasDictionary);
    }

    private static Optional<String> remedy(ArrowType type) {
        if (type instanceof ArrowType.RunEndEncoded) {
            return Optional.of("write its values: in pyarrow, pc.run_end_decode(column)");
        }
        if (type instanceof ArrowType.ListView || type instanceof ArrowType.LargeListView) {
            return Optional.of("write it as a list: in pyarrow, column.cast(pa.list_(...))");
        }
        return type instanceof ArrowType.Union ? Optional.of("write it as a struct") : Optional.empty();
    }
}
