package io.sparkpooling.storage.parquet;

import java.util.List;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** parquet-java opens a column only together with something to build records from; no records are built here. */
final class NoConversion extends GroupConverter {
    private final List<Converter> fields;

    NoConversion(GroupType type) {
        fields = type.getFields().stream().map(NoConversion::of).toList();
    }

    private static Converter of(Type type) {
        return type.isPrimitive() ? new PrimitiveConverter() {} : new NoConversion(type.asGroupType());
    }

    @Override
    public Converter getConverter(int fieldIndex) {
        return fields.get(fieldIndex);
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
}
