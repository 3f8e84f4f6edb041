package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.Structure;
import io.sparkpooling.convention.Structure.Bytes;
import io.sparkpooling.convention.Structure.Fields;
import io.sparkpooling.convention.Structure.Lists;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The Parquet type of a column whose rows each say what they hold: its source's, but for the numbers that changed their type. */
final class ParquetParts {
    private ParquetParts() {}

    /** {@code stored} in the place of the column {@code source}: its name, nullability and field ids. */
    static Type inPlaceOf(Type source, Structure stored) {
        Type type = type(source, source.getName(), stored);
        return source.getId() == null ? type : type.withId(source.getId().intValue());
    }

    /** {@code stored} as a further column; without field ids, which are unique. */
    static Type beside(Type source, String name, Structure stored) {
        return type(source, name, stored);
    }

    private static Type type(Type source, String name, Structure stored) {
        if (stored instanceof Bytes bytes) {
            return bytes(source.asPrimitiveType(), name, bytes.length());
        }
        GroupType struct = source.asGroupType();
        List<Type> fields = new ArrayList<>();
        for (int index = 0; index < struct.getFieldCount(); index++) {
            fields.add(field(
                    struct.getType(index), ((Fields) stored).fields().get(index).structure()));
        }
        return new GroupType(source.getRepetition(), name, fields);
    }

    private static PrimitiveType bytes(PrimitiveType source, String name, OptionalInt length) {
        return length.isPresent()
                ? Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, source.getRepetition())
                        .length(length.getAsInt())
                        .named(name)
                : Types.primitive(PrimitiveTypeName.BINARY, source.getRepetition())
                        .named(name);
    }

    private static Type field(Type source, Structure stored) {
        boolean changed = stored instanceof Lists lists && !elements(source).equals(Optional.of(lists.elementType()));
        return changed ? ParquetList.inPlaceOf(source, (Lists) stored) : source;
    }

    private static Optional<?> elements(Type list) {
        return ParquetStructure.element(list).flatMap(ParquetStructure::elementType);
    }
}
