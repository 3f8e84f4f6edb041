package io.sparkpooling.bench;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * A way in which programs store maps in a column. Says how a row looks in Arrow's words, of which {@link ArrowForms} and {@link
 * ParquetForms} each make a file.
 *
 * @param name the program's or the convention's
 * @param elementType of the carrier that a row is read as
 * @param field the column in Arrow
 * @param elements the elements of a map, in the carrier of their type, row-major in the order in which they are stored
 * @param cell what the column holds of a row with these elements
 * @param metadata of the file
 * @param hints what a user must say of the column
 */
record StoredForm(
        String name,
        ElementType elementType,
        Field field,
        Elements elements,
        UnaryOperator<Object> cell,
        Map<String, String> metadata,
        ColumnHints hints) {

    /** The name of the column. */
    static final String COLUMN = "maps";

    /** What becomes of the values of a map. */
    interface Elements {
        /** In the carrier array of the element type. */
        Object of(float[] map);
    }

    /** A form of float32 that says its shape itself. */
    static StoredForm of(String name, Field field, UnaryOperator<Object> cell) {
        return new StoredForm(name, ElementType.FLOAT32, field, map -> map, cell, Map.of(), ColumnHints.NONE);
    }

    StoredForm withElements(ElementType type, Elements converted) {
        return new StoredForm(name, type, field, converted, cell, metadata, hints);
    }

    StoredForm withMetadata(String key, String value) {
        return new StoredForm(name, elementType, field, elements, cell, Map.of(key, value), hints);
    }

    StoredForm withShape(int... sizes) {
        return withHints(new ColumnHints(Optional.of(Shape.of(sizes)), Optional.empty(), List.of()));
    }

    /** The user says shape and element type. */
    StoredForm withShapeAndType(int... sizes) {
        return withHints(new ColumnHints(Optional.of(Shape.of(sizes)), Optional.of(elementType), List.of()));
    }

    private StoredForm withHints(ColumnHints said) {
        return new StoredForm(name, elementType, field, elements, cell, metadata, said);
    }

    /** The bytes of the elements of a row. */
    long rowBytes() {
        return (long) FeatureMaps.ELEMENTS * elementType.bytes();
    }
}
