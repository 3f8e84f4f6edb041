package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.storage.BatchReader;
import io.sparkpooling.storage.ColumnSize;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.RowRange;
import io.sparkpooling.storage.StoredTensor;
import io.sparkpooling.storage.UnreadableFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;

/**
 * An open Parquet file whose footer has been read and checked, so that all who use it can trust its offsets, sizes and
 * counts. Nothing but the footer has been read yet. Not thread-safe: one task, one file.
 */
public final class ParquetFile implements DatasetFile {
    private final ByteSource source;
    private final String name;
    private final long length;
    private final ParquetMetadata footer;
    private final List<RowGroup> rowGroups;

    /**
     * One row group.
     *
     * @param index its place in the file, from 0
     * @param firstRow the number of its first row in the file, from 0
     * @param rows how many it has
     * @param storedBytes the bytes of its columns in the file
     * @param plainBytes the same before compression
     */
    public record RowGroup(int index, long firstRow, long rows, long storedBytes, long plainBytes) {
        RowRange range() {
            return new RowRange(index, firstRow, rows, storedBytes, plainBytes);
        }
    }

    private ParquetFile(ByteSource source, String name, long length, ParquetMetadata footer) {
        this.source = source;
        this.name = name;
        this.length = length;
        this.footer = footer;
        this.rowGroups = rowGroups(footer.getBlocks());
    }

    /**
     * Opens a file and checks its footer.
     *
     * @param length the file's length as it was listed
     * @param name how messages call the file
     * @throws UnreadableFileException if the content is at fault; any other IOException speaks of the storage
     */
    public static ParquetFile open(Path path, long length, String name, Configuration configuration)
            throws IOException {
        return open(ByteSource.open(path, configuration), length, name);
    }

    /** The same for bytes that are at hand already; closes {@code source} if they are no Parquet file. */
    static ParquetFile open(ByteSource source, long length, String name) throws IOException {
        try {
            return new ParquetFile(source, name, length, FooterReader.read(source, length, name));
        } catch (IOException | RuntimeException | Error e) {
            source.close();
            throw e;
        }
    }

    private static List<RowGroup> rowGroups(List<BlockMetaData> blocks) {
        List<RowGroup> groups = new ArrayList<>(blocks.size());
        long firstRow = 0;
        for (BlockMetaData block : blocks) {
            List<ColumnChunkMetaData> columns = block.getColumns();
            long stored = columns.stream()
                    .mapToLong(ColumnChunkMetaData::getTotalSize)
                    .sum();
            long plain = columns.stream()
                    .mapToLong(ColumnChunkMetaData::getTotalUncompressedSize)
                    .sum();
            groups.add(new RowGroup(groups.size(), firstRow, block.getRowCount(), stored, plain));
            firstRow += block.getRowCount();
        }
        return List.copyOf(groups);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long length() {
        return length;
    }

    /** The row groups in the order of the file. */
    public List<RowGroup> rowGroups() {
        return rowGroups;
    }

    @Override
    public List<RowRange> ranges() {
        return rowGroups.stream().map(RowGroup::range).toList();
    }

    @Override
    public String rangeWord() {
        return "row group";
    }

    @Override
    public DatasetColumns columns(Map<String, ColumnHints> hints, Set<String> companions, Set<String> named)
            throws IOException {
        return DatasetSchema.of(this, hints, companions, named);
    }

    @Override
    public DatasetColumns inspect(Map<String, ColumnHints> hints) throws IOException {
        return DatasetSchema.inspect(this, hints);
    }

    @Override
    public BatchReader read(int firstRange, int rangeCount, List<StoredTensor> tensors, long batchBytes)
            throws IOException {
        return ParquetBatchReader.open(this, firstRange, rangeCount, columns(tensors), batchBytes);
    }

    @Override
    public long readBytes(List<StoredTensor> tensors, long batchBytes) throws IOException {
        return ReadMemory.bytes(this, columns(tensors), batchBytes);
    }

    private static List<TensorColumn> columns(List<StoredTensor> tensors) {
        return tensors.stream().map(TensorColumn.class::cast).toList();
    }

    /** The file's schema. */
    public MessageType schema() {
        return footer.getFileMetaData().getSchema();
    }

    /** What its writer left beside the schema, such as {@code ARROW:schema}. */
    public Map<String, String> keyValueMetadata() {
        return footer.getFileMetaData().getKeyValueMetaData();
    }

    @Override
    public String createdBy() {
        return footer.getFileMetaData().getCreatedBy() == null
                ? ""
                : footer.getFileMetaData().getCreatedBy();
    }

    /** The footer as parquet-java sees it. */
    public ParquetMetadata footer() {
        return footer;
    }

    @Override
    public List<ColumnSize> columnSizes() {
        List<ColumnDescriptor> leaves = schema().getColumns();
        return IntStream.range(0, leaves.size())
                .mapToObj(index -> size(leaves.get(index), index))
                .toList();
    }

    private ColumnSize size(ColumnDescriptor leaf, int index) {
        List<ColumnChunkMetaData> chunks = footer.getBlocks().stream()
                .map(block -> block.getColumns().get(index))
                .toList();
        return new ColumnSize(
                String.join(".", leaf.getPath()),
                chunks.stream()
                        .map(chunk -> word(chunk.getCodec()))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", ")),
                chunks.stream()
                        .flatMap(chunk -> chunk.getEncodings().stream())
                        .map(ParquetFile::word)
                        .distinct()
                        .sorted()
                        .toList(),
                chunks.stream().mapToLong(ColumnChunkMetaData::getTotalSize).sum(),
                chunks.stream()
                        .mapToLong(ColumnChunkMetaData::getTotalUncompressedSize)
                        .sum());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The list lengths of a column's first row, outermost first; a row that is null, or that has a null or empty list, does not
     * count. Empty if there is no other.
     */
    public List<Integer> firstRowListSizes(ColumnDescriptor leaf) throws IOException {
        return FirstRow.listSizes(this, leaf);
    }

    /** The pages of a column in a row group. */
    ColumnChunkMetaData chunk(int rowGroup, ColumnDescriptor leaf) {
        List<ColumnDescriptor> leaves = schema().getColumns();
        int index = IntStream.range(0, leaves.size())
                .filter(each -> Arrays.equals(leaves.get(each).getPath(), leaf.getPath()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such column: " + leaf));
        return footer.getBlocks().get(rowGroup).getColumns().get(index);
    }

    /** The file's bytes. */
    ByteSource source() {
        return source;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
