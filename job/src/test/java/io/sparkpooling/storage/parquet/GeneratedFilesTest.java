package io.sparkpooling.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.storage.RowState;
import io.sparkpooling.storage.TensorValues;
import io.sparkpooling.storage.parquet.GeneratedColumn.Entry;
import io.sparkpooling.storage.parquet.GeneratedColumn.Kind;
import io.sparkpooling.storage.parquet.GeneratedColumn.Row;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that can be written is read as it went in: every element type, encoding, codec, page version and cut. */
class GeneratedFilesTest {
    private static final long FIRST_SEED = Long.getLong("seed", 1);

    @TempDir
    Path folder;

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + 120);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsWhatWasWritten(long seed) throws IOException {
        GeneratedColumn generated = new GeneratedColumn(seed);
        Path path = folder.resolve("part.parquet");
        PageFile.write(generated, path, seed);
        try (ParquetFile file = open(path)) {
            long batchBytes = 1L << new Random(seed).nextInt(20);
            int row = 0;
            try (ParquetBatchReader reader = ParquetBatchReader.open(
                    file, 0, file.rowGroups().size(), List.of(generated.column()), batchBytes)) {
                while (reader.advance()) {
                    RowBatch batch = reader.batch();
                    assertThat(batch.firstRow()).isEqualTo(row);
                    assertBatch(batch, generated.rows.subList(row, row + batch.rows()), generated.toString());
                    row += batch.rows();
                }
            }
            assertThat(row).as("rows of %s", generated).isEqualTo(generated.rows.size());
        }
    }

    /** The pages that columns pass through by, decoded by parquet-java alone. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void givesParquetJavaThePagesThatWereWritten(long seed) throws IOException {
        GeneratedColumn generated = new GeneratedColumn(seed);
        Path path = folder.resolve("part.parquet");
        PageFile.write(generated, path, seed);
        try (ParquetFile file = open(path);
                ParquetBatchReader reader =
                        ParquetBatchReader.open(file, 0, file.rowGroups().size(), List.of(), Long.MAX_VALUE)) {
            int row = 0;
            while (reader.advance()) {
                RowBatch batch = reader.batch();
                assertPages(batch, generated.rows.subList(row, row + batch.rows()), generated);
                row += batch.rows();
            }
            assertThat(row).isEqualTo(generated.rows.size());
        }
    }

    private static void assertPages(RowBatch batch, List<Row> rows, GeneratedColumn generated) {
        ColumnDescriptor leaf = generated.schema.getColumns().get(1);
        ColumnReader values = new ColumnReadStoreImpl(
                        batch.rowGroup(), new NoConversion(generated.schema), generated.schema, "")
                .getColumnReader(leaf);
        long mask = -1L >>> 64 - 8 * bytes(generated);
        for (Row row : rows) {
            for (Entry entry : row.entries()) {
                Optional<Long> bits = values.getCurrentDefinitionLevel() == leaf.getMaxDefinitionLevel()
                        ? Optional.of(bits(values, leaf) & mask)
                        : Optional.empty();
                Entry read = new Entry(values.getCurrentRepetitionLevel(), values.getCurrentDefinitionLevel(), bits);
                if (!read.equals(entry)) {
                    assertThat(read).as("%s", generated).isEqualTo(entry);
                }
                values.consume();
            }
        }
    }

    private static int bytes(GeneratedColumn generated) {
        return generated.column().type().elementType().bytes();
    }

    private static long bits(ColumnReader values, ColumnDescriptor leaf) {
        return switch (leaf.getPrimitiveType().getPrimitiveTypeName()) {
            case FLOAT -> Float.floatToRawIntBits(values.getFloat());
            case DOUBLE -> Double.doubleToRawLongBits(values.getDouble());
            case INT32 -> values.getInteger();
            case INT64 -> values.getLong();
            case BOOLEAN -> values.getBoolean() ? 1 : 0;
            case FIXED_LEN_BYTE_ARRAY ->
                ByteBuffer.wrap(values.getBinary().getBytes())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getShort();
            case BINARY, INT96 -> throw new IllegalArgumentException(leaf.toString());
        };
    }

    private static void assertBatch(RowBatch batch, List<Row> rows, String about) {
        TensorValues tensors = batch.tensor(0);
        int elements = rows.isEmpty() ? 0 : Array.getLength(tensors.carrier(0));
        assertThat(tensors.allPresent()).as(about).isEqualTo(rows.stream().allMatch(row -> row.kind() == Kind.TENSOR));
        for (int row = 0; row < rows.size(); row++) {
            RowState state = tensors.state(row);
            Row expected = rows.get(row);
            String where = "row %d of %s: %s".formatted(batch.firstRow() + row, about, state);
            assertThat(state.isPresent()).as(where).isEqualTo(expected.kind() == Kind.TENSOR);
            assertThat(state.isNull()).as(where).isEqualTo(expected.kind() == Kind.NULL);
            if (state.isPresent()) {
                long[] bits = expected.bits();
                assertThat(elements).isGreaterThanOrEqualTo((row + 1) * bits.length);
                assertThat(bits(tensors.carrier(0), row * bits.length, bits.length))
                        .as(where)
                        .isEqualTo(bits);
            }
        }
    }

    private static long[] bits(Object carrier, int offset, int count) {
        long[] bits = new long[count];
        for (int index = 0; index < count; index++) {
            bits[index] = carrier instanceof float[] floats
                    ? Float.floatToRawIntBits(floats[offset + index]) & 0xffffffffL
                    : carrier instanceof double[] doubles
                            ? Double.doubleToRawLongBits(doubles[offset + index])
                            : carrier instanceof int[] ints
                                    ? ints[offset + index] & 0xffffffffL
                                    : carrier instanceof short[] shorts
                                            ? shorts[offset + index] & 0xffffL
                                            : carrier instanceof byte[] bytes
                                                    ? bytes[offset + index] & 0xffL
                                                    : ((long[]) carrier)[offset + index];
        }
        return bits;
    }

    private static ParquetFile open(Path path) throws IOException {
        return ParquetFile.open(
                new org.apache.hadoop.fs.Path(path.toUri()), Files.size(path), "part.parquet", new Configuration());
    }
}
