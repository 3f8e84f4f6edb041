package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.WriteOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.column.values.factory.DefaultV1ValuesWriterFactory;
import org.apache.parquet.schema.MessageType;

/**
 * Writes columns that pass through: lists of floating point numbers in bulk, every other type value by value with parquet-java's own column writers: dictionaries, statistics and column
 * indexes as everywhere. There are new writers for every row group, since used ones keep a stale dictionary (parquet-java
 * GH-3637), and a factory for every file, since the shared one is not safe for threads (GH-3497).
 */
final class PassThroughWriter {
    private static final int DICTIONARY_BYTES = 1 << 20;

    private final MessageType anyType;
    private final RowGroupFile file;
    private final ParquetProperties properties;
    private final List<ColumnDescriptor> leaves;
    private final Map<Integer, VectorPages> vectors = new TreeMap<>();
    private final ColumnWriter[] values;
    private ColumnWriteStore store;

    /** A writer of {@code columns}, which are some of the columns of {@code file}. */
    PassThroughWriter(MessageType columns, RowGroupFile file, WriteOptions options) {
        this.file = file;
        leaves = columns.getColumns();
        values = new ColumnWriter[leaves.size()];
        properties = properties(options);
        anyType = new MessageType(
                columns.getName(),
                columns.getFields().stream()
                        .filter(field -> !VectorRows.canMove(field))
                        .toList());
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            if (VectorRows.canMove(columns.getType(leaves.get(leaf).getPath()[0]))) {
                vectors.put(leaf, new VectorPages(leaves.get(leaf), options, file.chunk(leaves.get(leaf))));
            }
        }
        store = openStore();
    }

    /** Takes the values of one Parquet column of the current row. */
    ColumnWriter values(int leaf) {
        return values[leaf];
    }

    /** Takes the values of one list column of floating point numbers. */
    VectorPages vector(int leaf) {
        return vectors.get(leaf);
    }

    /** Ends the current row: every Parquet column has its values. */
    void endRow() {
        store.endRecord();
    }

    /** Ends all pages of the current row group. */
    void endRowGroup() throws IOException {
        for (VectorPages vector : vectors.values()) {
            vector.endPage();
        }
        store.close();
        store = openStore();
    }

    private ColumnWriteStore openStore() {
        ColumnWriteStore opened = new ColumnWriteStoreV1(anyType, file::chunk, properties);
        for (int leaf = 0; leaf < values.length; leaf++) {
            if (!vectors.containsKey(leaf)) {
                values[leaf] = opened.getColumnWriter(leaves.get(leaf));
            }
        }
        return opened;
    }

    static ParquetProperties properties(WriteOptions options) {
        return ParquetProperties.builder()
                .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
                .withPageSize(options.pageBytes())
                .withDictionaryPageSize(DICTIONARY_BYTES)
                .withMinRowCountForPageSizeCheck(1)
                .withValuesWriterFactory(new DefaultV1ValuesWriterFactory())
                .build();
    }
}
