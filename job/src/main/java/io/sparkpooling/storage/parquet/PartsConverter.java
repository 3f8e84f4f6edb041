package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.Numbers;
import io.sparkpooling.convention.RowParts;
import io.sparkpooling.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Builds the {@link RowParts} of one column from what parquet-java's record reader finds: bytes, and numbers in arrays, without an
 * object for each number.
 */
final class PartsConverter extends RecordMaterializer<Optional<RowParts>> {
    private final GroupConverter root;
    private Optional<RowParts> row = Optional.empty();

    /** @param projection the column alone */
    PartsConverter(MessageType projection) {
        Type column = projection.getType(0);
        Converter value =
                column.isPrimitive() || ParquetStructure.element(column).isPresent()
                        ? part(column, RowParts.VALUE)
                        : struct(column.asGroupType());
        root = new FieldConverters(List.of(value), () -> row = Optional.empty(), () -> {});
    }

    /** The row that was read last; empty where it is null. */
    @Override
    public Optional<RowParts> getCurrentRecord() {
        return row;
    }

    @Override
    public GroupConverter getRootConverter() {
        return root;
    }

    private RowParts parts() {
        RowParts parts = row.orElseGet(RowParts::new);
        row = Optional.of(parts);
        return parts;
    }

    private Converter struct(GroupType struct) {
        List<Converter> fields = new ArrayList<>();
        for (Type field : struct.getFields()) {
            fields.add(part(field, field.getName()));
        }
        return new FieldConverters(fields, this::parts, () -> {});
    }

    private Converter part(Type type, String name) {
        Optional<Type> element = ParquetStructure.element(type);
        if (element.isPresent()) {
            return list(type.asGroupType(), element.get(), name);
        }
        Optional<ElementType> number = ParquetStructure.elementType(type);
        return number.isPresent()
                ? new NumberConverter(number.get(), this, name)
                : new PrimitiveConverter() {
                    @Override
                    public void addBinary(Binary value) {
                        parts().with(name, value.getBytes());
                    }
                };
    }

    private Converter list(GroupType list, Type element, String name) {
        NumberConverter numbers =
                new NumberConverter(ParquetStructure.elementType(element).orElseThrow(), this, name);
        boolean twoLevels = list.getType(0) == element;
        Converter repeated =
                twoLevels ? numbers : new FieldConverters(List.of(numbers), numbers::beginElement, numbers::endElement);
        return new FieldConverters(List.of(repeated), numbers::begin, () -> {});
    }

    /** Numbers of one field: of a list between its begin and end, else one alone. */
    private static final class NumberConverter extends PrimitiveConverter {
        private final ElementType type;
        private final PartsConverter owner;
        private final String name;
        private Optional<Numbers> open = Optional.empty();
        private int before;

        NumberConverter(ElementType type, PartsConverter owner, String name) {
            this.type = type;
            this.owner = owner;
            this.name = name;
        }

        /** A list begins. */
        void begin() {
            Numbers numbers = new Numbers(type);
            open = Optional.of(numbers);
            owner.parts().with(name, numbers);
        }

        void beginElement() {
            before = open.orElseThrow().count();
        }

        void endElement() {
            Numbers numbers = open.orElseThrow();
            if (numbers.count() == before) {
                numbers.addNull();
            }
        }

        private Numbers numbers() {
            if (open.isPresent()) {
                return open.get();
            }
            Numbers alone = new Numbers(type);
            owner.parts().with(name, alone);
            return alone;
        }

        @Override
        public void addInt(int value) {
            numbers().addInteger(value);
        }

        @Override
        public void addLong(long value) {
            numbers().addInteger(value);
        }

        @Override
        public void addBoolean(boolean value) {
            numbers().addInteger(value ? 1 : 0);
        }

        @Override
        public void addFloat(float value) {
            numbers().addNumber(value);
        }

        @Override
        public void addDouble(double value) {
            numbers().addNumber(value);
        }

        /** Of float16, the only number that Parquet keeps as bytes. */
        @Override
        public void addBinary(Binary value) {
            byte[] bytes = value.getBytes();
            numbers().addBits((short) (bytes[0] & 0xff | bytes[1] << 8));
        }
    }
}
