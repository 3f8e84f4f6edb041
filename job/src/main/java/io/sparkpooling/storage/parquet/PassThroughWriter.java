package io.sparkpooling.storage.parquet;

import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.column.values.factory.DefaultV1ValuesWriterFactory;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;

/**
 * Writes columns of any type value by value, with parquet-java's own column writers: dictionaries, statistics and column
 * indexes as everywhere. There are new writers for every row group, since used ones keep a stale dictionary (parquet-java
 * GH-3637), and a factory for every file, since the shared one is not safe for threads (GH-3497).
 */
final class PassThroughWriter {
    private static final int DICTIONARY_BYTES = 1 << 20;

    private final MessageType columns;
    private final RowGroupFile file;
    private final ParquetProperties properties;
    private final List<ColumnDescriptor> leaves;
    private final ColumnWriter[] writers;
    private ColumnWriteStore store;

    /** A writer of {@code columns}, which are some of the columns of {@code file}. */
    PassThroughWriter(MessageType columns, RowGroupFile file, WriteOptions options) {
        this.columns = columns;
        this.file = file;
        leaves = columns.getColumns();
        writers = new ColumnWriter[leaves.size()];
        properties = properties(options);
        store = openStore();
    }

    /** Takes the values of one leaf of the current row. */
    ColumnWriter leaf(int leaf) {
        return writers[leaf];
    }

    /** Ends the current row: every leaf has its values. */
    void endRow() {
        store.endRecord();
    }

    /** Ends all pages of the current row group. */
    void endRowGroup() {
        store.close();
        store = openStore();
    }

    private ColumnWriteStore openStore() {
        ColumnWriteStore opened = new ColumnWriteStoreV1(columns, file::chunk, properties);
        for (int leaf = 0; leaf < writers.length; leaf++) {
            writers[leaf] = opened.getColumnWriter(leaves.get(leaf));
        }
        return opened;
    }

    private ParquetProperties properties(WriteOptions options) {
        ParquetProperties.Builder builder = ParquetProperties.builder()
                .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
                .withPageSize(options.pageBytes())
                .withDictionaryPageSize(DICTIONARY_BYTES)
                .withMinRowCountForPageSizeCheck(1)
                .withValuesWriterFactory(new DefaultV1ValuesWriterFactory());
        leaves.stream()
                .filter(PassThroughWriter::isVector)
                .forEach(leaf -> builder.withDictionaryEncoding(String.join(".", leaf.getPath()), false));
        return builder.build();
    }

    /** Lists of floating point numbers: hardly a value repeats, and each would be looked up in vain. */
    private static boolean isVector(ColumnDescriptor leaf) {
        return leaf.getMaxRepetitionLevel() > 0
                && switch (leaf.getPrimitiveType().getPrimitiveTypeName()) {
                    case FLOAT, DOUBLE -> true;
                    case FIXED_LEN_BYTE_ARRAY ->
                        leaf.getPrimitiveType().getLogicalTypeAnnotation()
                                instanceof LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
                    case BOOLEAN, INT32, INT64, INT96, BINARY -> false;
                };
    }
}
