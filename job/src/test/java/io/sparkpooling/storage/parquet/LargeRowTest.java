package io.sparkpooling.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.convention.Conventions;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of 64 MiB, far larger than a batch is meant to be, as one page or cut into many. */
class LargeRowTest {
    private static final int ELEMENTS = 1 << 24;
    private static final int ROWS = 2;
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType(
            "message large { " + "required group maps (LIST) { repeated group list { required float element; } } }");
    private static final ColumnDescriptor LEAF = SCHEMA.getColumns().get(0);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {ELEMENTS, ELEMENTS / 3, 1 << 18})
    void readsOneRowInEachBatch(int pageElements) throws IOException {
        Path path = write(pageElements);
        TensorColumn column = new TensorColumn(
                "maps",
                Conventions.all().get(0),
                TensorType.of(ElementType.FLOAT32, Shape.of(16, 1024, 1024)),
                List.of(ELEMENTS),
                LEAF);
        try (ParquetFile file = ParquetFile.open(
                        new org.apache.hadoop.fs.Path(path.toUri()), Files.size(path), "large", new Configuration());
                ParquetBatchReader reader = ParquetBatchReader.open(file, 0, 1, List.of(column), 1 << 20)) {
            for (int row = 0; row < ROWS; row++) {
                assertThat(reader.advance()).isTrue();
                assertThat(reader.batch().rows()).isEqualTo(1);
                assertThat(reader.batch().tensor(0).allPresent()).isTrue();
                assertValues((float[]) reader.batch().tensor(0).carrier(0), row);
            }
            assertThat(reader.advance()).isFalse();
            assertThat(reader.counters().expandedPages()).isZero();
        }
    }

    private static void assertValues(float[] values, int row) {
        assertThat(values.length).isEqualTo(ELEMENTS);
        long wrong = 0;
        for (int element = 0; element < ELEMENTS; element++) {
            wrong += values[element] == value(row, element) ? 0 : 1;
        }
        assertThat(wrong).isZero();
    }

    private static float value(int row, int element) {
        return element % 1009 + row;
    }

    private Path write(int pageElements) throws IOException {
        Path path = folder.resolve("large.parquet");
        ParquetFileWriter writer = new ParquetFileWriter(
                new LocalOutputFile(path),
                SCHEMA,
                ParquetFileWriter.Mode.CREATE,
                1L << 30,
                0,
                null,
                org.apache.parquet.column.ParquetProperties.builder().build());
        writer.start();
        writer.startBlock(ROWS);
        writer.startColumn(LEAF, (long) ROWS * ELEMENTS, CompressionCodecName.UNCOMPRESSED);
        for (int row = 0; row < ROWS; row++) {
            for (int from = 0; from < ELEMENTS; from += pageElements) {
                writePage(writer, row, from, Math.min(ELEMENTS, from + pageElements));
            }
        }
        writer.endColumn();
        writer.endBlock();
        writer.end(Map.of());
        return path;
    }

    private static void writePage(ParquetFileWriter writer, int row, int from, int to) throws IOException {
        ByteBuffer page = ByteBuffer.allocate((to - from) * Float.BYTES + 64).order(ByteOrder.LITTLE_ENDIAN);
        page.putInt(0);
        putRun(page, from == 0 ? 1 : 0, 0);
        putRun(page, from == 0 ? to - from - 1 : to - from, 1);
        page.putInt(0, page.position() - Integer.BYTES);
        int length = page.position();
        page.putInt(0);
        putRun(page, to - from, 1);
        page.putInt(length, page.position() - length - Integer.BYTES);
        for (int element = from; element < to; element++) {
            page.putFloat(value(row, element));
        }
        writer.writeDataPage(
                to - from,
                page.position(),
                BytesInput.from(page.array(), 0, page.position()),
                Statistics.noopStats(LEAF.getPrimitiveType()),
                from == 0 ? 1 : 0,
                Encoding.RLE,
                Encoding.RLE,
                Encoding.PLAIN);
    }

    /** A run of equal levels: its length as a varint, shifted by the bit that says so, and the level. */
    private static void putRun(ByteBuffer page, int length, int level) {
        int header = length << 1;
        while (header >= 0x80) {
            page.put((byte) (header | 0x80));
            header >>>= 7;
        }
        page.put((byte) header).put((byte) level);
    }
}
