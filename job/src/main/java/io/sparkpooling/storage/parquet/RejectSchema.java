package io.sparkpooling.storage.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The columns of a file of rejects: four of ours, then those of the input that nobody asked to pool. An input column whose
 * name is taken gets {@code input} before it, as often as needed.
 *
 * @param schema of the file of rejects
 * @param keepsLeaf for each Parquet column that passes through to the data, whether it goes to the rejects too
 */
record RejectSchema(MessageType schema, List<Boolean> keepsLeaf) {
    static final int FILE = 0;
    static final int ROW = 1;
    static final int COLUMN = 2;
    static final int REASON = 3;
    static final int FIRST_INPUT_LEAF = 4;

    private static final List<Type> OURS = List.of(
            Types.required(BINARY).as(stringType()).named("_file"),
            Types.required(INT64).named("_row"),
            Types.required(BINARY).as(stringType()).named("_column"),
            Types.required(BINARY).as(stringType()).named("_reason"));

    static RejectSchema of(OutputLayout layout) {
        MessageType passThrough = layout.passThrough();
        Set<String> kept = layout.rejectable();
        List<Type> columns = new ArrayList<>(OURS);
        Set<String> taken = new HashSet<>(kept);
        OURS.forEach(column -> taken.add(column.getName()));
        for (Type field : passThrough.getFields()) {
            if (kept.contains(field.getName())) {
                columns.add(isOurs(field) ? renamed(field, freeName(field.getName(), taken)) : field);
            }
        }
        return new RejectSchema(
                new MessageType("rejects", columns),
                passThrough.getColumns().stream()
                        .map(leaf -> kept.contains(leaf.getPath()[0]))
                        .toList());
    }

    private static boolean isOurs(Type field) {
        return OURS.stream().anyMatch(column -> column.getName().equals(field.getName()));
    }

    private static String freeName(String name, Set<String> taken) {
        String free = "input" + name;
        while (!taken.add(free)) {
            free = "input" + free;
        }
        return free;
    }

    private static Type renamed(Type field, String name) {
        if (!field.isPrimitive()) {
            return Types.buildGroup(field.getRepetition())
                    .addFields(field.asGroupType().getFields().toArray(Type[]::new))
                    .as(field.getLogicalTypeAnnotation())
                    .named(name);
        }
        PrimitiveType primitive = field.asPrimitiveType();
        return Types.primitive(primitive.getPrimitiveTypeName(), primitive.getRepetition())
                .length(primitive.getTypeLength())
                .as(primitive.getLogicalTypeAnnotation())
                .named(name);
    }
}
