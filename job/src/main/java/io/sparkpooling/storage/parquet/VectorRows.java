package io.sparkpooling.storage.parquet;

import java.io.IOException;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/**
 * The rows of a list column of floating point numbers that passes through. Such columns are tensors that nobody pools: value
 * by value they would take ten times as long as everything else together. Here whole rows are moved, whatever their lists
 * look like: levels as runs, values as bytes.
 */
final class VectorRows implements LeafRows {
    private static final int WINDOW = 1 << 15;

    private final ColumnDescriptor column;
    private final PageReader pages;
    private final Optional<Dictionary> dictionary;
    private final byte[] repetition;
    private final byte[] definition;
    private VectorPage page = new VectorPage(0, (to, count) -> {}, (to, count) -> {}, (to, offset, count) -> {});
    private int leftInPage;
    private int next;
    private int end;

    /** Where rows go. */
    interface Target {
        /** Adds a part of the current row: levels {@code [from .. to)} and the values that are not null. */
        void append(byte[] repetition, byte[] definition, int from, int to, int present, VectorPage.Values values)
                throws DamagedPageException;

        /** Ends the current row. */
        void endRow() throws IOException;
    }

    VectorRows(ColumnDescriptor column, PageReader pages) {
        this.column = column;
        this.pages = pages;
        DictionaryPage dictionaryPage = pages.readDictionaryPage();
        dictionary = Optional.ofNullable(dictionaryPage).map(read -> read.decode(column));
        int window = (int) Math.max(1, Math.min(WINDOW, pages.getTotalValueCount()));
        repetition = new byte[window];
        definition = new byte[window];
    }

    /** Whether the rows of a top-level column can be moved in this way: it is nothing but lists of such numbers. */
    static boolean canMove(Type field) {
        Type type = field;
        boolean repeated = false;
        while (!type.isPrimitive() && type.asGroupType().getFieldCount() == 1) {
            repeated |= type.isRepetition(Type.Repetition.REPEATED);
            type = type.asGroupType().getType(0);
        }
        return type.isPrimitive()
                && (repeated || type.isRepetition(Type.Repetition.REPEATED))
                && switch (type.asPrimitiveType().getPrimitiveTypeName()) {
                    case FLOAT, DOUBLE -> true;
                    case FIXED_LEN_BYTE_ARRAY ->
                        type.getLogicalTypeAnnotation() instanceof Float16LogicalTypeAnnotation;
                    case BOOLEAN, INT32, INT64, INT96, BINARY -> false;
                };
    }

    @Override
    public void moveTo(PassThroughWriter writer, int leaf) throws IOException, DamagedPageException {
        move(writer.vector(leaf));
    }

    @Override
    public void skip() throws IOException, DamagedPageException {
        byte[] scratch = new byte[repetition.length * VectorPage.width(column)];
        move(new Target() {
            @Override
            public void append(
                    byte[] repetitions, byte[] definitions, int from, int to, int present, VectorPage.Values values)
                    throws DamagedPageException {
                values.read(scratch, 0, present);
            }

            @Override
            public void endRow() {}
        });
    }

    private void move(Target target) throws IOException, DamagedPageException {
        if (!load()) {
            throw new DamagedPageException("the column ends here, but rows are missing");
        }
        if (repetition[next] != 0) {
            throw new DamagedPageException("the column begins within a row");
        }
        int to = rowEnd(next + 1);
        target.append(repetition, definition, next, to, present(next, to), page.values());
        next = to;
        while (next == end && load() && repetition[next] != 0) {
            to = rowEnd(next);
            target.append(repetition, definition, next, to, present(next, to), page.values());
            next = to;
        }
        target.endRow();
    }

    private int rowEnd(int from) {
        int index = from;
        while (index < end && repetition[index] != 0) {
            index++;
        }
        return index;
    }

    private int present(int from, int to) {
        int largest = column.getMaxDefinitionLevel();
        int present = 0;
        for (int index = from; index < to; index++) {
            present += definition[index] == largest ? 1 : 0;
        }
        return present;
    }

    /** Makes at least one level available; false after the last of the row group. */
    private boolean load() throws IOException, DamagedPageException {
        while (next == end && (leftInPage > 0 || nextPage())) {
            next = 0;
            end = Math.min(leftInPage, repetition.length);
            leftInPage -= end;
            page.repetition().fill(repetition, end);
            page.definition().fill(definition, end);
        }
        return next < end;
    }

    private boolean nextPage() throws IOException, DamagedPageException {
        DataPage read = pages.readPage();
        if (read == null) {
            return false;
        }
        page = VectorPage.of(read, column, dictionary);
        leftInPage = page.count();
        return true;
    }
}
