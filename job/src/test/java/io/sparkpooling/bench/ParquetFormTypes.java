package io.sparkpooling.bench;

import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** Arrow's fields as pyarrow stores them in Parquet: lists of any kind in three levels. */
final class ParquetFormTypes {
    private ParquetFormTypes() {}

    static MessageType of(Schema schema) {
        return new MessageType(
                "schema",
                schema.getFields().stream()
                        .map(field -> type(field, field.getName()))
                        .toList());
    }

    private static Type type(Field field, String name) {
        Repetition repetition = field.isNullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
        if (field.getType() instanceof ArrowType.Struct) {
            return new GroupType(
                    repetition,
                    name,
                    field.getChildren().stream()
                            .map(child -> type(child, child.getName()))
                            .toList());
        }
        if (field.getType() instanceof ArrowType.FloatingPoint floating) {
            boolean isSingle = floating.getPrecision() == FloatingPointPrecision.SINGLE;
            return Types.primitive(isSingle ? PrimitiveTypeName.FLOAT : PrimitiveTypeName.DOUBLE, repetition)
                    .named(name);
        }
        if (field.getType() instanceof ArrowType.Int integer) {
            boolean isShort = integer.getBitWidth() <= Integer.SIZE;
            return Types.primitive(isShort ? PrimitiveTypeName.INT32 : PrimitiveTypeName.INT64, repetition)
                    .as(LogicalTypeAnnotation.intType(integer.getBitWidth(), integer.getIsSigned()))
                    .named(name);
        }
        return field.getChildren().isEmpty() ? bytes(field, repetition, name) : list(field, repetition, name);
    }

    private static Type bytes(Field field, Repetition repetition, String name) {
        if (field.getType() instanceof ArrowType.FixedSizeBinary fixed) {
            return Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                    .length(fixed.getByteWidth())
                    .named(name);
        }
        boolean isText = field.getType() instanceof ArrowType.Utf8;
        return Types.primitive(PrimitiveTypeName.BINARY, repetition)
                .as(isText ? LogicalTypeAnnotation.stringType() : null)
                .named(name);
    }

    private static Type list(Field field, Repetition repetition, String name) {
        Type element = type(field.getChildren().get(0), "element");
        return Types.buildGroup(repetition)
                .as(LogicalTypeAnnotation.listType())
                .addField(Types.repeatedGroup().addField(element).named("list"))
                .named(name);
    }
}
