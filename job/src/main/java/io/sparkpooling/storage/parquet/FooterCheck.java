package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.UnreadableFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;

/**
 * Whether the numbers of a footer can be true: whoever reads pages later relies on offsets that lie in the file, on sizes
 * that are not negative, on row counts that agree, and on one column chunk for each leaf of the schema.
 */
final class FooterCheck {
    /** Why an encrypted file is refused. */
    static final String ENCRYPTED =
            "it is encrypted, which is not supported (decrypt it first, with the program that has its keys)";

    private static final int FIRST_PAGE = 4;
    private static final int DEEPEST_SCHEMA = 60;

    private final String name;
    private final long footerStart;
    private final List<Leaf> leaves = new ArrayList<>();
    private final Set<List<String>> paths = new HashSet<>();
    private long storedBytes;

    /** A column chunk; its words are only made if there is something to say. */
    private record Where(List<String> path, int group) {
        @Override
        public String toString() {
            return "column %s of row group %d".formatted(String.join(".", path), group);
        }
    }

    private record Leaf(List<String> path, SchemaElement element, boolean repeated) {}

    /** @param footerStart where the footer begins, and so where pages must have ended */
    FooterCheck(String name, long footerStart) {
        this.name = name;
        this.footerStart = footerStart;
    }

    void check(FileMetaData footer) throws UnreadableFileException {
        require(!footer.isSetEncryption_algorithm(), ENCRYPTED);
        List<SchemaElement> schema = footer.getSchema();
        require(!schema.isEmpty() && schema.get(0).isSetNum_children(), "its schema has no root");
        int next = 1;
        for (int child = 0; child < schema.get(0).getNum_children(); child++) {
            next = walk(schema, next, List.of(), false);
        }
        require(next == schema.size(), "its schema has %d elements, of which %d are reached", schema.size(), next);
        long rows = 0;
        for (int index = 0; index < footer.getRow_groupsSize(); index++) {
            check(footer.getRow_groups().get(index), index);
            rows = Math.addExact(rows, footer.getRow_groups().get(index).getNum_rows());
        }
        require(
                rows == footer.getNum_rows(),
                "its footer states %d rows, its row groups hold %d",
                footer.getNum_rows(),
                rows);
    }

    private int walk(List<SchemaElement> schema, int index, List<String> parents, boolean repeatedParent)
            throws UnreadableFileException {
        require(index < schema.size(), "its schema ends too early");
        require(parents.size() < DEEPEST_SCHEMA, "its schema is nested deeper than %d", DEEPEST_SCHEMA);
        SchemaElement element = schema.get(index);
        require(element.isSetRepetition_type(), "column %s is of an unknown repetition", element.getName());
        List<String> path = new ArrayList<>(parents);
        path.add(element.getName());
        boolean repeated = repeatedParent || element.getRepetition_type() == FieldRepetitionType.REPEATED;
        if (!element.isSetNum_children() || element.getNum_children() == 0) {
            require(paths.add(path), "two columns are called %s", String.join(".", path));
            leaves.add(new Leaf(path, element, repeated));
            return index + 1;
        }
        int next = index + 1;
        for (int child = 0; child < element.getNum_children(); child++) {
            next = walk(schema, next, path, repeated);
        }
        return next;
    }

    private void check(RowGroup group, int index) throws UnreadableFileException {
        require(group.getNum_rows() >= 0, "row group %d has %d rows", index, group.getNum_rows());
        require(
                group.getColumnsSize() == leaves.size(),
                "row group %d has %d columns, the schema %d",
                index,
                group.getColumnsSize(),
                leaves.size());
        for (int column = 0; column < leaves.size(); column++) {
            check(group.getColumns().get(column), leaves.get(column), group.getNum_rows(), index);
        }
    }

    private void check(ColumnChunk chunk, Leaf leaf, long rows, int group) throws UnreadableFileException {
        Where where = new Where(leaf.path(), group);
        require(!chunk.isSetCrypto_metadata(), "%s: %s", where, ENCRYPTED);
        require(!chunk.isSetFile_path(), "%s lies in another file, which is not supported", where);
        require(chunk.isSetMeta_data(), "%s is not described", where);
        ColumnMetaData column = chunk.getMeta_data();
        require(column.getPath_in_schema().equals(leaf.path()), "%s has another name in the schema", where);
        require(column.getType() == leaf.element().getType(), "%s has another type in the schema", where);
        require(
                !column.getEncodings().contains(null),
                "%s is encoded in a way that is not known (a newer Parquet?)",
                where);
        checkSizes(column, leaf, rows, where);
    }

    private void checkSizes(ColumnMetaData column, Leaf leaf, long rows, Where where) throws UnreadableFileException {
        PageCodec codec = PageCodec.of(column.getCodec())
                .orElseThrow(() -> unreadable(where
                        + " is compressed with %s, which is not supported (%s are): write the file again with one of these, in pyarrow pq.write_table(pq.read_table(FILE), NEW_FILE, compression='zstd')"
                                .formatted(column.getCodec(), PageCodec.names())));
        long stored = column.getTotal_compressed_size();
        long plain = column.getTotal_uncompressed_size();
        require(stored >= 0 && plain >= 0, "%s has %d stored and %d plain bytes", where, stored, plain);
        require(
                plain <= codec.largestPlainBytes(stored),
                "%s claims %d plain bytes in %d stored ones, more than %s can hold",
                where,
                plain,
                stored,
                codec);
        long start = start(column);
        require(
                column.getNum_values() == 0 || start >= FIRST_PAGE && stored <= footerStart - start,
                "%s claims the bytes %d to %d, pages lie between %d and %d",
                where,
                start,
                start + stored,
                FIRST_PAGE,
                footerStart);
        storedBytes = Math.addExact(storedBytes, stored);
        require(storedBytes <= footerStart, "its columns claim the same bytes more than once");
        long values = column.getNum_values();
        require(leaf.repeated() ? values >= rows : values == rows, "%s has %d values for %d rows", where, values, rows);
    }

    /** Where the chunk's first page lies; pyarrow says 0 for the data pages of a chunk that has none, only a dictionary. */
    private static long start(ColumnMetaData column) {
        long data = column.getData_page_offset();
        long dictionary = column.getDictionary_page_offset();
        boolean dictionaryFirst =
                column.isSetDictionary_page_offset() && dictionary > 0 && (dictionary < data || data == 0);
        return dictionaryFirst ? dictionary : data;
    }

    private void require(boolean condition, String otherwise, Object... values) throws UnreadableFileException {
        if (!condition) {
            throw unreadable(otherwise.formatted(values));
        }
    }

    private UnreadableFileException unreadable(String reason) {
        return new UnreadableFileException("[%s] Cannot read file: %s".formatted(name, reason));
    }
}
