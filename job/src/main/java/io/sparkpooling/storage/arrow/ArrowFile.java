package io.sparkpooling.storage.arrow;

import static io.sparkpooling.storage.arrow.DamagedMessageException.require;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.convention.RowParts;
import io.sparkpooling.storage.BatchReader;
import io.sparkpooling.storage.BatchSize;
import io.sparkpooling.storage.ColumnSize;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.RowRange;
import io.sparkpooling.storage.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * An open Arrow IPC file or stream, whose messages have been found and whose record batches have been measured by what their
 * metadata say. Of a file each record batch is a range; of a stream all rows are one, since a dictionary may be replaced on
 * the way.
 */
public final class ArrowFile implements DatasetFile {
    private static final int CONTINUATION = -1;

    private final ArrowBytes bytes;
    private final String name;
    private final long length;
    private final MessageReader messages;
    private final ArrowLayout layout;
    private final BatchSizes sizes;

    private ArrowFile(ArrowBytes bytes, String name, long length) throws IOException {
        this.bytes = bytes;
        this.name = name;
        this.length = length;
        this.messages = new MessageReader(bytes, length, name);
        this.layout = messages.reading("it as Arrow", () -> new LayoutReader(bytes, length, messages).read());
        this.sizes = messages.reading("its record batches", () -> BatchSizes.of(layout, messages));
    }

    /** Whether a file begins as Arrow's files and streams do; {@code start} has 8 bytes. */
    public static boolean recognises(ByteBuffer start) {
        return LayoutReader.isFile(start) || start.getInt(0) == CONTINUATION;
    }

    /**
     * Opens a file and finds its messages.
     *
     * @param length the file's length as it was listed
     * @param name how messages call the file
     * @throws io.sparkpooling.storage.UnreadableFileException if the content is at fault
     */
    public static ArrowFile open(Path path, long length, String name, Configuration configuration) throws IOException {
        ArrowBytes bytes = ArrowBytes.open(path, configuration);
        try {
            return new ArrowFile(bytes, name, length);
        } catch (IOException | RuntimeException | Error e) {
            bytes.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public String createdBy() {
        return "";
    }

    @Override
    public String rangeWord() {
        return layout.isStream() ? "stream" : "record batch";
    }

    @Override
    public List<RowRange> ranges() {
        return sizes.ranges();
    }

    @Override
    public List<ColumnSize> columnSizes() {
        return sizes.columns();
    }

    /** The schema as messages have it: dictionary-encoded columns have the type of their values. */
    Schema schema() {
        return layout.schema();
    }

    @Override
    public DatasetColumns columns(Map<String, ColumnHints> hints, Set<String> companions, Set<String> named)
            throws IOException {
        UnreadTypes.refuse(schema());
        Set<String> looked = new HashSet<>(hints.keySet());
        looked.addAll(companions);
        looked.addAll(named);
        return ArrowColumns.of(this, hints, companions, looked);
    }

    @Override
    public DatasetColumns inspect(Map<String, ColumnHints> hints) throws IOException {
        Set<String> all = schema().getFields().stream().map(Field::getName).collect(Collectors.toSet());
        return ArrowColumns.of(this, hints, Set.of(), all);
    }

    /** The list lengths of the first row of a column that shows any. */
    List<Integer> firstListSizes(int column) throws IOException {
        return first(column, vector -> Optional.of(TensorReading.listSizes(vector))
                        .filter(sizes -> !sizes.isEmpty()))
                .orElse(List.of());
    }

    /** The parts of the first row of a column that is not null. */
    Optional<RowParts> firstParts(int column) throws IOException {
        return first(column, vector -> {
            VectorParts parts = new VectorParts(name, vector);
            for (int row = 0; row < vector.getValueCount(); row++) {
                if (!vector.isNull(row)) {
                    return parts.row(row);
                }
            }
            return Optional.empty();
        });
    }

    private interface Look<T> {
        Optional<T> at(FieldVector column) throws IOException;
    }

    /** What the first record batch shows that shows anything. */
    private <T> Optional<T> first(int column, Look<T> look) throws IOException {
        if (UnreadTypes.among(schema()).isPresent()) {
            return Optional.empty();
        }
        try (RecordLoader loader = loader()) {
            for (List<MessageBlock> range : layout.ranges()) {
                for (MessageBlock block : range) {
                    Optional<VectorSchemaRoot> loaded = loader.load(block);
                    if (loaded.isPresent()) {
                        try (VectorSchemaRoot rows = loaded.get()) {
                            Optional<T> found = look.at(rows.getVector(column));
                            if (found.isPresent()) {
                                return found;
                            }
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public BatchReader read(int firstRange, int rangeCount, List<StoredTensor> tensors, long batchBytes)
            throws IOException {
        List<ArrowTensor> columns = new ArrayList<>();
        for (StoredTensor tensor : tensors) {
            columns.add((ArrowTensor) tensor);
        }
        BatchSize.requireOneFits(name, tensors);
        List<MessageBlock> blocks = layout.ranges().subList(firstRange, firstRange + rangeCount).stream()
                .flatMap(List::stream)
                .toList();
        long firstRow = rangeCount == 0 ? 0 : ranges().get(firstRange).firstRow();
        int largestRows = BatchSize.rows(ranges(), tensors, batchBytes);
        return new ArrowBatchReader(name, loader(), blocks, firstRow, columns, largestRows, batchBytes);
    }

    private RecordLoader loader() throws IOException {
        RecordLoader loader = new RecordLoader(bytes, messages, layout.schema(), name);
        try {
            for (MessageBlock dictionary : layout.dictionaries()) {
                Optional<VectorSchemaRoot> rows = loader.load(dictionary);
                rows.ifPresent(VectorSchemaRoot::close);
                messages.reading("the message at %d".formatted(dictionary.offset()), () -> {
                    require(rows.isEmpty(), "it is no dictionary");
                    return rows;
                });
            }
            return loader;
        } catch (IOException | RuntimeException e) {
            loader.close();
            throw e;
        }
    }

    /** A record batch as it is stored and as it is plain, and a batch of tensors. */
    @Override
    public long readBytes(List<StoredTensor> tensors, long batchBytes) {
        long largest = ranges().stream()
                .mapToLong(range -> range.storedBytes() + range.plainBytes())
                .max()
                .orElse(0);
        long row = tensors.stream().mapToLong(tensor -> tensor.type().bytes()).sum();
        return largest + BatchSize.rows(ranges(), tensors, batchBytes) * row;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
