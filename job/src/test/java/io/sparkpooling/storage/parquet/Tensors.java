package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.Conventions;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.PooledValues;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Tensors to write, and how they must come back: every element as the bits that Parquet's column of its type holds, so that
 * NaN and negative zero count too.
 */
record Tensors(TensorType type, Object carrier, BitSet nulls, int count) {

    static Tensors random(ElementType type, Shape shape, int count, long seed) {
        Random random = new Random(seed);
        Object carrier = type.newArray(shape.elementCount() * count);
        for (int i = 0; i < shape.elementCount() * count; i++) {
            fill(carrier, i, type, random);
        }
        return new Tensors(TensorType.of(type, shape), carrier, new BitSet(), count);
    }

    private static void fill(Object carrier, int i, ElementType type, Random random) {
        if (carrier instanceof float[] floats) {
            floats[i] = i % 17 == 0 ? Float.NaN : i % 13 == 0 ? -0.0f : (float) random.nextGaussian();
        } else if (carrier instanceof double[] doubles) {
            doubles[i] = i % 17 == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian();
        } else if (carrier instanceof short[] shorts) {
            shorts[i] = (short) random.nextInt();
        } else if (carrier instanceof int[] ints) {
            ints[i] = random.nextInt();
        } else if (carrier instanceof long[] longs) {
            longs[i] = random.nextLong();
        } else {
            ((byte[]) carrier)[i] = (byte) (type == ElementType.BOOL ? random.nextInt(2) : random.nextInt());
        }
    }

    Tensors withNulls(int... rows) {
        BitSet set = new BitSet();
        IntStream.of(rows).forEach(set::set);
        return new Tensors(type, carrier, set, count);
    }

    Tensors withShape(Shape shape) {
        return new Tensors(type.withShape(shape), carrier, nulls, count);
    }

    /** The rows {@code from} to {@code to}, in an array of their own. */
    Tensors slice(int from, int to) {
        int elements = type.shape().elementCount();
        Object part = type.elementType().newArray((to - from) * elements);
        System.arraycopy(carrier, from * elements, part, 0, (to - from) * elements);
        return new Tensors(type, part, nulls.get(from, to), to - from);
    }

    PooledValues pooled() {
        return new PooledValues(carrier, nulls);
    }

    /** A column {@code name} for these tensors, in one list or in a list for each axis. */
    PooledColumn column(String name, MessageType schema) {
        TensorColumn source =
                new TensorColumn(name, Conventions.all().get(0), type, List.of(), OutputLayout.leaf(schema, name));
        return new PooledColumn(source, name, type);
    }

    Type flatList(String name) {
        return Types.optionalList().element(element()).named(name);
    }

    Type nestedLists(String name) {
        Type lists = element();
        for (int axis = 1; axis < type.shape().rank(); axis++) {
            lists = Types.optionalList().element(lists).named("element");
        }
        return Types.optionalList().element(lists).named(name);
    }

    private Type element() {
        PrimitiveTypeName stored =
                switch (type.elementType()) {
                    case FLOAT16, BFLOAT16 -> PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
                    case FLOAT32 -> PrimitiveTypeName.FLOAT;
                    case FLOAT64 -> PrimitiveTypeName.DOUBLE;
                    case INT8, INT16, INT32, UINT8, UINT16, UINT32 -> PrimitiveTypeName.INT32;
                    case INT64, UINT64 -> PrimitiveTypeName.INT64;
                    case BOOL -> PrimitiveTypeName.BOOLEAN;
                };
        return Types.optional(stored).length(2).as(annotation()).named("element");
    }

    private LogicalTypeAnnotation annotation() {
        return switch (type.elementType()) {
            case FLOAT16 -> LogicalTypeAnnotation.float16Type();
            case INT8, INT16, INT32, INT64 ->
                LogicalTypeAnnotation.intType(8 * type.elementType().bytes(), true);
            case UINT8, UINT16, UINT32, UINT64 ->
                LogicalTypeAnnotation.intType(8 * type.elementType().bytes(), false);
            case BFLOAT16, FLOAT32, FLOAT64, BOOL -> null;
        };
    }

    /** The tensors as bits; empty for a null. */
    List<Optional<List<Long>>> expected() {
        return IntStream.range(0, count)
                .mapToObj(row -> nulls.get(row) ? Optional.<List<Long>>empty() : Optional.of(expected(row)))
                .toList();
    }

    private List<Long> expected(int row) {
        int elements = type.shape().elementCount();
        return IntStream.range(row * elements, (row + 1) * elements)
                .mapToObj(this::expectedBits)
                .toList();
    }

    private long expectedBits(int i) {
        return switch (type.elementType()) {
            case FLOAT32 -> Float.floatToRawIntBits(((float[]) carrier)[i]);
            case FLOAT64 -> Double.doubleToRawLongBits(((double[]) carrier)[i]);
            case FLOAT16, BFLOAT16, INT16 -> ((short[]) carrier)[i];
            case UINT16 -> Short.toUnsignedLong(((short[]) carrier)[i]);
            case INT8, BOOL -> ((byte[]) carrier)[i];
            case UINT8 -> Byte.toUnsignedLong(((byte[]) carrier)[i]);
            case INT32, UINT32 -> ((int[]) carrier)[i];
            case INT64, UINT64 -> ((long[]) carrier)[i];
        };
    }

    /** What a reader found in a column, as bits; empty for a null. */
    static List<Optional<List<Long>>> found(List<Group> rows, String column) {
        List<Optional<List<Long>>> found = new ArrayList<>();
        for (Group row : rows) {
            if (row.getFieldRepetitionCount(column) == 0) {
                found.add(Optional.empty());
            } else {
                List<Long> bits = new ArrayList<>();
                collect(row.getGroup(column, 0), bits);
                found.add(Optional.of(bits));
            }
        }
        return found;
    }

    private static void collect(Group list, List<Long> bits) {
        for (int i = 0; i < list.getFieldRepetitionCount("list"); i++) {
            Group entry = list.getGroup("list", i);
            if (entry.getType().getType("element").isPrimitive()) {
                bits.add(bits(entry, entry.getType().getType("element").asPrimitiveType()));
            } else {
                collect(entry.getGroup("element", 0), bits);
            }
        }
    }

    private static long bits(Group entry, PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case FLOAT -> Float.floatToRawIntBits(entry.getFloat("element", 0));
            case DOUBLE -> Double.doubleToRawLongBits(entry.getDouble("element", 0));
            case INT32 -> entry.getInteger("element", 0);
            case INT64 -> entry.getLong("element", 0);
            case BOOLEAN -> entry.getBoolean("element", 0) ? 1 : 0;
            case FIXED_LEN_BYTE_ARRAY ->
                entry.getBinary("element", 0)
                        .toByteBuffer()
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .getShort();
            case BINARY, INT96 -> throw new AssertionError(type);
        };
    }

    @Override
    public String toString() {
        return "%d tensors of %s, nulls %s".formatted(count, type, nulls);
    }

    /** The list lengths of the first row, outermost first. */
    static List<Integer> listSizes(Group row, String column) {
        List<Integer> sizes = new ArrayList<>();
        Group list = row.getGroup(column, 0);
        while (true) {
            sizes.add(list.getFieldRepetitionCount("list"));
            Group entry = list.getGroup("list", 0);
            if (entry.getType().getType("element").isPrimitive()) {
                return sizes;
            }
            list = entry.getGroup("element", 0);
        }
    }
}
