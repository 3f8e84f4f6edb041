package io.sparkpooling.storage.arrow;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BufferLayout;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.types.pojo.Schema;

/** Files by arrow-java's own writer and reader, which the code under test uses neither of. */
public final class ArrowJava {
    private ArrowJava() {}

    /** What the readers and writers under test hold at the moment. */
    public static long taskBytes() {
        try (BufferAllocator probe = ArrowMemory.child("probe")) {
            return probe.getParentAllocator().getAllocatedMemory();
        }
    }

    /** All values of a file. */
    public record Content(Schema schema, List<Integer> batchRows, List<List<Object>> columns) {
        public List<Object> column(String name) {
            for (int index = 0; index < columns.size(); index++) {
                if (schema.getFields().get(index).getName().equals(name)) {
                    return columns.get(index);
                }
            }
            throw new IllegalArgumentException(name);
        }

        public float[] floats(String name) {
            List<Float> floats = new ArrayList<>();
            column(name).forEach(row -> flatten(row, floats));
            float[] array = new float[floats.size()];
            for (int index = 0; index < array.length; index++) {
                array[index] = floats.get(index);
            }
            return array;
        }

        private static void flatten(Object value, List<Float> into) {
            if (value instanceof List<?> list) {
                list.forEach(each -> flatten(each, into));
            } else {
                into.add((Float) value);
            }
        }
    }

    public static Content read(Path file) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(file);
                ArrowReader reader = file.toString().endsWith("stream.arrow")
                        ? new ArrowStreamReader(channel, allocator, CommonsCompressionFactory.INSTANCE)
                        : new ArrowFileReader(channel, allocator, CommonsCompressionFactory.INSTANCE)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            List<List<Object>> columns = new ArrayList<>();
            root.getFieldVectors().forEach(vector -> columns.add(new ArrayList<>()));
            List<Integer> rows = new ArrayList<>();
            while (reader.loadNextBatch()) {
                rows.add(root.getRowCount());
                for (int index = 0; index < columns.size(); index++) {
                    addAll(root.getVector(index), reader.getDictionaryVectors(), columns.get(index));
                }
            }
            return new Content(root.getSchema(), rows, columns);
        }
    }

    /** The buffers of a column and of all within it, as arrow-java loads them, in hexadecimal digits, behind its type. */
    public static List<String> buffers(Path file, String column) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(file);
                ArrowReader reader = new ArrowFileReader(channel, allocator, CommonsCompressionFactory.INSTANCE)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            List<String> buffers = new ArrayList<>();
            while (reader.loadNextBatch()) {
                buffers.add(root.getSchema().findField(column).toString());
                addBuffers(root.getVector(column), buffers);
            }
            return buffers;
        }
    }

    /** Where every value is there, and behind the last, the bits of validity say nothing. */
    private static void addBuffers(FieldVector vector, List<String> into) {
        BitSet valid = new BitSet();
        IntStream.range(0, vector.getValueCount())
                .filter(row -> !vector.isNull(row))
                .forEach(valid::set);
        into.add("%d values, there are %s".formatted(vector.getValueCount(), valid));
        boolean validity = TypeLayout.getTypeLayout(vector.getField().getType())
                .getBufferTypes()
                .contains(BufferLayout.BufferType.VALIDITY);
        List<ArrowBuf> buffers = vector.getFieldBuffers();
        for (ArrowBuf buffer : buffers.subList(validity ? 1 : 0, buffers.size())) {
            byte[] bytes = new byte[(int) buffer.readableBytes()];
            buffer.getBytes(0, bytes);
            into.add(HexFormat.of().formatHex(bytes));
        }
        vector.getChildrenFromFields().forEach(child -> addBuffers(child, into));
    }

    private static void addAll(FieldVector vector, Map<Long, Dictionary> dictionaries, List<Object> into) {
        if (vector.getField().getDictionary() != null) {
            Dictionary dictionary =
                    dictionaries.get(vector.getField().getDictionary().getId());
            try (var decoded = DictionaryEncoder.decode(vector, dictionary)) {
                for (int row = 0; row < decoded.getValueCount(); row++) {
                    into.add(plain(decoded.getObject(row)));
                }
            }
            return;
        }
        for (int row = 0; row < vector.getValueCount(); row++) {
            into.add(plain(vector.getObject(row)));
        }
    }

    private static Object plain(Object value) {
        return value instanceof org.apache.arrow.vector.util.Text text ? text.toString() : value;
    }

    /** The same without dictionaries. */
    public static void write(Path file, VectorSchemaRoot root, List<Consumer<VectorSchemaRoot>> fill)
            throws IOException {
        write(file, root, new DictionaryProvider.MapDictionaryProvider(), fill);
    }

    /** Writes batches that {@code fill} puts into the root, one for each element. */
    static void write(
            Path file, VectorSchemaRoot root, DictionaryProvider dictionaries, List<Consumer<VectorSchemaRoot>> fill)
            throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                ArrowWriter writer = file.toString().endsWith("stream.arrow")
                        ? new ArrowStreamWriter(root, dictionaries, channel)
                        : new ArrowFileWriter(root, dictionaries, channel)) {
            writer.start();
            for (Consumer<VectorSchemaRoot> batch : fill) {
                batch.accept(root);
                writer.writeBatch();
            }
            writer.end();
        }
    }
}
