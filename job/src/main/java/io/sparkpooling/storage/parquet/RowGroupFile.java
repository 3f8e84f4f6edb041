package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.HashingOutput;
import io.sparkpooling.storage.Version;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.storage.WrittenColumn;
import io.sparkpooling.storage.WrittenFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * A Parquet file that is being written: the chunks of its current row group, the row groups that are done, the footer. Where
 * a row group ends depends on the rows alone, never on the batches in which they come, so that the file's bytes do not
 * depend on how much memory its reader had.
 */
final class RowGroupFile implements Closeable {
    static final String VERSION_KEY = "io.sparkpooling.version";

    /** Rows that compress to nothing must end too: readers decode a row group's columns whole. */
    private static final long MOST_PLAIN_BYTES = 1L << 30;

    private final MessageType schema;
    private final WriteOptions options;
    private final HashingOutput out;
    private final PageCompressor compressor;
    private final PageStore store;
    private final ParquetFileWriter writer;
    private final Map<ColumnDescriptor, ColumnChunk> chunks = new LinkedHashMap<>();
    private long rows;
    private long rowsBefore;

    RowGroupFile(OutputStream out, MessageType schema, WriteOptions options) throws IOException {
        this.schema = schema;
        this.options = options;
        this.out = new HashingOutput(out);
        writer = new ParquetFileWriter(
                this.out.asFile(),
                schema,
                ParquetFileWriter.Mode.CREATE,
                options.rowGroupBytes(),
                0,
                null,
                ParquetProperties.builder().build());
        compressor = PageCompressor.of(options.compression());
        store = new PageStore(compressor);
        schema.getColumns().forEach(column -> chunks.put(column, new ColumnChunk(column, store)));
        writer.start();
    }

    /** Where the pages of that column of the current row group go. */
    ColumnChunk chunk(ColumnDescriptor column) {
        return chunks.get(column);
    }

    /** Counts a row; true if the row group is full: all columns must then end their pages, and the row group be ended. */
    boolean endRow() {
        rows++;
        return store.storedBytes() >= options.rowGroupBytes() || store.plainBytes() >= MOST_PLAIN_BYTES;
    }

    /** Whether the current row group has rows. */
    boolean hasRows() {
        return rows > 0;
    }

    /** Writes the current row group, in which every column has all of its pages. */
    void endRowGroup() throws IOException {
        writer.startBlock(rows);
        for (ColumnChunk chunk : chunks.values()) {
            chunk.writeTo(writer, compressor.codecName());
        }
        writer.endBlock();
        store.clear();
        rowsBefore += rows;
        rows = 0;
    }

    /** Writes the footer; nothing can be written afterwards. */
    WrittenFile finish(Map<String, String> keyValueMetadata) throws IOException {
        Map<String, String> metadata = new TreeMap<>(keyValueMetadata);
        metadata.put(VERSION_KEY, Version.number());
        out.holdBack();
        writer.end(metadata);
        out.write(CanonicalFooter.of(out.heldBack()));
        out.flush();
        return new WrittenFile(out.getPos(), out.sha256Digits(), rowsBefore, columns());
    }

    private List<WrittenColumn> columns() {
        return schema.getFields().stream().map(this::column).toList();
    }

    private WrittenColumn column(Type field) {
        List<ColumnChunkMetaData> written = writer.getFooter().getBlocks().stream()
                .flatMap(block -> block.getColumns().stream())
                .filter(chunk -> chunk.getPath().toArray()[0].equals(field.getName()))
                .toList();
        return new WrittenColumn(
                field.getName(),
                written.stream().mapToLong(ColumnChunkMetaData::getTotalSize).sum(),
                written.stream()
                        .mapToLong(ColumnChunkMetaData::getTotalUncompressedSize)
                        .sum());
    }

    /** Frees what the writer holds; a file that is not finished stays as it is, unreadable. */
    @Override
    public void close() throws IOException {
        compressor.close();
        writer.abort();
        writer.close();
    }
}
