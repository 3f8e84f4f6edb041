package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.Conventions;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * A column of tensors made up from a seed: any element type, one to three levels of lists, every combination of required and
 * optional, inner names of any writer; and rows of which some are null, empty, ragged or hold nulls. Rows are turned into
 * levels and values by the rules of the Dremel paper, value by value.
 */
final class GeneratedColumn {
    private final Random random;
    private final ElementType elementType;
    private final int[] shape;
    private final boolean[] listOptional;
    private final boolean elementOptional;
    private final boolean twoLevels;
    private final int distinct;
    private final double oddRows;
    final MessageType schema;
    final List<Row> rows = new ArrayList<>();

    /** What a row must be read as. */
    enum Kind {
        TENSOR,
        NULL,
        BAD
    }

    /** One value of a leaf column; {@code bits} only if it is there. */
    record Entry(int repetition, int definition, Optional<Long> bits) {}

    record Row(Kind kind, List<Entry> entries) {
        long[] bits() {
            return entries.stream().mapToLong(entry -> entry.bits().orElse(0L)).toArray();
        }
    }

    GeneratedColumn(long seed) {
        random = new Random(seed);
        elementType = ElementType.values()[random.nextInt(ElementType.values().length)];
        shape = new int[1 + random.nextInt(3)];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = 1 + random.nextInt(shape.length == 1 && random.nextInt(3) > 0 ? 3000 : 9);
        }
        twoLevels = shape.length == 1 && random.nextInt(5) == 0;
        listOptional = new boolean[shape.length];
        for (int level = 0; level < shape.length; level++) {
            listOptional[level] = random.nextBoolean();
        }
        elementOptional = !twoLevels && random.nextBoolean();
        distinct = random.nextBoolean() ? 1 + random.nextInt(300) : Integer.MAX_VALUE;
        oddRows = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.5;
        schema = new MessageType(
                "generated", Types.required(PrimitiveTypeName.INT32).named("id"), list(0));
        int count = random.nextInt(60);
        for (int row = 0; row < count; row++) {
            rows.add(row());
        }
    }

    TensorColumn column() {
        List<Integer> sizes = new ArrayList<>();
        for (int size : shape) {
            sizes.add(size);
        }
        return new TensorColumn(
                "tensor",
                Conventions.all().get(0),
                TensorType.of(elementType, Shape.of(shape)),
                sizes,
                schema.getColumns().get(1));
    }

    @Override
    public String toString() {
        return "%s %s, lists optional %s, elements optional %s, %d distinct values, %d rows"
                .formatted(
                        elementType,
                        Shape.of(shape),
                        java.util.Arrays.toString(listOptional),
                        elementOptional,
                        distinct,
                        rows.size());
    }

    private Type list(int level) {
        Repetition repetition = listOptional[level] ? Repetition.OPTIONAL : Repetition.REQUIRED;
        String name = level == 0 ? "tensor" : "item";
        Type repeated = twoLevels
                ? leaf(Repetition.REPEATED, "array")
                : Types.repeatedGroup()
                        .addField(
                                level + 1 < shape.length
                                        ? list(level + 1)
                                        : leaf(elementOptional ? Repetition.OPTIONAL : Repetition.REQUIRED, "item"))
                        .named(random.nextBoolean() ? "list" : "bag");
        return Types.buildGroup(repetition)
                .as(LogicalTypeAnnotation.listType())
                .addField(repeated)
                .named(name);
    }

    private Type leaf(Repetition repetition, String name) {
        return switch (elementType) {
            case FLOAT32 -> Types.primitive(PrimitiveTypeName.FLOAT, repetition).named(name);
            case FLOAT64 ->
                Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
            case FLOAT16, BFLOAT16 ->
                Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                        .length(2)
                        .named(name);
            case BOOL -> Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
            case INT64, UINT64 -> integer(PrimitiveTypeName.INT64, repetition, name);
            case INT8, INT16, INT32, UINT8, UINT16, UINT32 -> integer(PrimitiveTypeName.INT32, repetition, name);
        };
    }

    private Type integer(PrimitiveTypeName primitive, Repetition repetition, String name) {
        return Types.primitive(primitive, repetition)
                .as(LogicalTypeAnnotation.intType(elementType.bytes() * 8, !elementType.isUnsigned()))
                .named(name);
    }

    private Row row() {
        boolean odd = random.nextDouble() < oddRows;
        List<Entry> entries = new ArrayList<>();
        boolean[] defect = {false};
        if (odd && listOptional[0] && random.nextInt(3) == 0) {
            return new Row(Kind.NULL, List.of(new Entry(0, 0, Optional.empty())));
        }
        shred(0, 0, 0, odd, entries, defect);
        return new Row(defect[0] ? Kind.BAD : Kind.TENSOR, entries);
    }

    private void shred(int level, int repetition, int above, boolean odd, List<Entry> entries, boolean[] defect) {
        int present = above + (listOptional[level] ? 1 : 0);
        int length = shape[level];
        if (odd && random.nextInt(3) == 0) {
            length = random.nextInt(random.nextBoolean() ? length + 3 : 3 * length);
            defect[0] |= length != shape[level];
        }
        if (odd && level > 0 && listOptional[level] && random.nextInt(20) == 0) {
            defect[0] = true;
            entries.add(new Entry(repetition, above, Optional.empty()));
            return;
        }
        if (length == 0) {
            entries.add(new Entry(repetition, present, Optional.empty()));
        }
        for (int index = 0; index < length; index++) {
            int next = index == 0 ? repetition : level + 1;
            if (level + 1 < shape.length) {
                shred(level + 1, next, present + 1, odd, entries, defect);
            } else if (elementOptional && odd && random.nextInt(50) == 0) {
                defect[0] = true;
                entries.add(new Entry(next, present + 1, Optional.empty()));
            } else {
                entries.add(new Entry(next, present + 1 + (elementOptional ? 1 : 0), Optional.of(bits())));
            }
        }
    }

    /** The bits of a value as the carrier holds them, widened without regard to the sign. */
    private long bits() {
        long seed = distinct == Integer.MAX_VALUE ? random.nextLong() : new Random(random.nextInt(distinct)).nextLong();
        return elementType == ElementType.BOOL
                ? seed & 1
                : elementType.bytes() == 8 ? seed : seed & (1L << 8 * elementType.bytes()) - 1;
    }

    /** All entries, row after row. */
    List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        rows.forEach(row -> all.addAll(row.entries()));
        return Collections.unmodifiableList(all);
    }
}
