package io.sparkpooling.storage.parquet;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;

/**
 * The rows of a column of any type, value by value: levels and values are handed on as they are, so lists, maps, structs and
 * nulls need no understanding.
 */
final class ValueRows implements LeafRows {
    private final ColumnDescriptor column;
    private final ColumnReader reader;
    private long valuesLeft;

    @SuppressWarnings("deprecation") // the only public way to see the end of a column before reading past it
    ValueRows(ColumnDescriptor column, ColumnReader reader) {
        this.column = column;
        this.reader = reader;
        this.valuesLeft = reader.getTotalValueCount();
    }

    @Override
    public void moveTo(PassThroughWriter writer, int leaf) throws DamagedPageException {
        requireRowStart();
        do {
            copyValue(writer.values(leaf));
            consume();
        } while (valuesLeft > 0 && reader.getCurrentRepetitionLevel() > 0);
    }

    @Override
    public void skip() throws DamagedPageException {
        requireRowStart();
        do {
            if (reader.getCurrentDefinitionLevel() == column.getMaxDefinitionLevel()) {
                reader.skip();
            }
            consume();
        } while (valuesLeft > 0 && reader.getCurrentRepetitionLevel() > 0);
    }

    private void requireRowStart() throws DamagedPageException {
        if (valuesLeft == 0) {
            throw new DamagedPageException("the column ends here, but rows are missing");
        }
        if (reader.getCurrentRepetitionLevel() != 0) {
            throw new DamagedPageException("the column begins within a row");
        }
    }

    private void consume() {
        valuesLeft--;
        reader.consume();
    }

    private void copyValue(ColumnWriter to) throws DamagedPageException {
        int repetition = reader.getCurrentRepetitionLevel();
        int definition = reader.getCurrentDefinitionLevel();
        if (repetition > column.getMaxRepetitionLevel() || definition > column.getMaxDefinitionLevel()) {
            throw new DamagedPageException("it holds the levels %d and %d, the largest possible are %d and %d"
                    .formatted(repetition, definition, column.getMaxRepetitionLevel(), column.getMaxDefinitionLevel()));
        }
        if (definition < column.getMaxDefinitionLevel()) {
            to.writeNull(repetition, definition);
            return;
        }
        switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> to.write(reader.getBoolean(), repetition, definition);
            case INT32 -> to.write(reader.getInteger(), repetition, definition);
            case INT64 -> to.write(reader.getLong(), repetition, definition);
            case FLOAT -> to.write(reader.getFloat(), repetition, definition);
            case DOUBLE -> to.write(reader.getDouble(), repetition, definition);
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> to.write(reader.getBinary(), repetition, definition);
        }
    }
}
