package io.sparkpooling.bench;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;

/** A form as an Arrow IPC file, in record batches of 64 rows. */
final class ArrowForms implements FormWriter {
    private static final int ROWS_IN_BATCH = 64;

    private final BufferAllocator allocator;
    private final FileChannel channel;
    private final VectorSchemaRoot root;
    private final ArrowFileWriter writer;
    private int rows;

    private ArrowForms(Path file, StoredForm form, CodecType codec) throws IOException {
        allocator = new RootAllocator();
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        root = VectorSchemaRoot.create(FormWriter.schema(form, form.metadata()), allocator);
        writer = new ArrowFileWriter(
                root,
                new MapDictionaryProvider(),
                channel,
                Map.of(),
                IpcOption.DEFAULT,
                codec == CodecType.ZSTD ? CommonsCompressionFactory.INSTANCE : NoCompressionCodec.Factory.INSTANCE,
                codec,
                codec == CodecType.ZSTD ? Optional.of(1) : Optional.empty());
        writer.start();
    }

    static ArrowForms create(Path file, StoredForm form, IoVariant variant) throws IOException {
        return new ArrowForms(file, form, variant.isCompressed() ? CodecType.ZSTD : CodecType.NO_COMPRESSION);
    }

    @Override
    public void write(long id, Object cell) throws IOException {
        ((BigIntVector) root.getVector(0)).setSafe(rows, id);
        set(root.getVector(1), rows, cell);
        rows++;
        if (rows == ROWS_IN_BATCH) {
            flush();
        }
    }

    private void flush() throws IOException {
        root.setRowCount(rows);
        writer.writeBatch();
        root.clear();
        rows = 0;
    }

    /** Vectors are null where nothing was set. */
    private static void set(FieldVector vector, int index, Object cell) {
        if (cell instanceof ListCell list) {
            list(vector, index, list);
        } else if (cell instanceof List<?> parts) {
            StructVector struct = (StructVector) vector;
            struct.setIndexDefined(index);
            for (int part = 0; part < parts.size(); part++) {
                set((FieldVector) struct.getChildByOrdinal(part), index, parts.get(part));
            }
        } else if (cell instanceof byte[] bytes) {
            if (vector instanceof FixedSizeBinaryVector fixed) {
                fixed.setSafe(index, bytes);
            } else {
                ((VarBinaryVector) vector).setSafe(index, bytes);
            }
        } else if (cell instanceof String text) {
            ((VarCharVector) vector).setSafe(index, text.getBytes(StandardCharsets.UTF_8));
        } else if (cell instanceof Long number) {
            integer(vector, index, number);
        }
    }

    private static void list(FieldVector vector, int index, ListCell cell) {
        if (vector instanceof ListVector lists) {
            elements(lists.getDataVector(), lists.startNewValue(index), cell);
            lists.endValue(index, cell.size());
        } else if (vector instanceof LargeListVector lists) {
            elements(lists.getDataVector(), Math.toIntExact(lists.startNewValue(index)), cell);
            lists.endValue(index, cell.size());
        } else {
            FixedSizeListVector lists = (FixedSizeListVector) vector;
            elements(lists.getDataVector(), lists.startNewValue(index), cell);
        }
    }

    private static void elements(FieldVector vector, int first, ListCell cell) {
        if (cell.isNested()) {
            for (int index = 0; index < cell.size(); index++) {
                set(vector, first + index, cell.part(index));
            }
        } else {
            numbers(vector, first, cell);
        }
    }

    private static void numbers(FieldVector vector, int first, ListCell cell) {
        for (int index = 0; index < cell.size(); index++) {
            int from = cell.from() + index;
            if (cell.array() instanceof float[] floats) {
                ((Float4Vector) vector).setSafe(first + index, floats[from]);
            } else if (cell.array() instanceof double[] doubles) {
                ((Float8Vector) vector).setSafe(first + index, doubles[from]);
            } else if (cell.array() instanceof short[] halves) {
                byte[] bytes = {(byte) halves[from], (byte) (halves[from] >>> Byte.SIZE)};
                ((FixedSizeBinaryVector) vector).setSafe(first + index, bytes);
            } else {
                integer(vector, first + index, ((long[]) cell.array())[from]);
            }
        }
    }

    private static void integer(FieldVector vector, int index, long number) {
        if (vector instanceof TinyIntVector bytes) {
            bytes.setSafe(index, (byte) number);
        } else if (vector instanceof IntVector ints) {
            ints.setSafe(index, (int) number);
        } else if (vector instanceof UInt8Vector longs) {
            longs.setSafe(index, number);
        } else {
            ((BigIntVector) vector).setSafe(index, number);
        }
    }

    @Override
    public void close() throws IOException {
        if (rows > 0) {
            flush();
        }
        writer.end();
        writer.close();
        root.close();
        channel.close();
        allocator.close();
    }
}
