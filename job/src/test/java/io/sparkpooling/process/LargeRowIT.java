package io.sparkpooling.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import io.sparkpooling.process.Script.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row of 600 MB, of zeros and thus small on the disk, as one page: it works where memory allows, and is refused by name where not. */
class LargeRowIT {
    private static final int BYTES = 150 * 1000 * 1000 * Float.BYTES;
    private static final MessageType SCHEMA =
            MessageTypeParser.parseMessageType("message large { required binary maps; }");
    private static final ColumnDescriptor MAPS = SCHEMA.getColumns().get(0);

    @TempDir
    Path folder;

    @BeforeEach
    void writeInput() throws IOException {
        ParquetFileWriter writer = new ParquetFileWriter(
                new LocalOutputFile(folder.resolve("large.parquet")),
                SCHEMA,
                ParquetFileWriter.Mode.CREATE,
                1L << 30,
                0,
                null,
                ParquetProperties.builder().build());
        writer.start();
        writer.startBlock(1);
        writer.startColumn(MAPS, 1, CompressionCodecName.ZSTD);
        writer.writeDataPage(
                1,
                Integer.BYTES + BYTES,
                BytesInput.from(compressedPage()),
                Statistics.noopStats(MAPS.getPrimitiveType()),
                1,
                Encoding.RLE,
                Encoding.RLE,
                Encoding.PLAIN);
        writer.endColumn();
        writer.endBlock();
        writer.end(Map.of());
    }

    /** The length of the value, and its zeros. */
    private static byte[] compressedPage() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        byte[] zeros = new byte[1_000_000];
        try (OutputStream zstd = new ZstdOutputStream(compressed)) {
            zstd.write(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(BYTES)
                    .array());
            for (int written = 0; written < BYTES; written += zeros.length) {
                zstd.write(zeros);
            }
        }
        return compressed.toByteArray();
    }

    private Result run(String memory) {
        return Script.run(
                folder,
                "pool",
                "run",
                "--driver-memory",
                memory,
                "--master",
                "local[1]",
                "--input",
                "large.parquet",
                "--output",
                "pooled",
                "--pool",
                "max_pool2d(maps, kernel_size=10)",
                "--shape",
                "maps=150,1000,1000",
                "--dtype",
                "maps=float32");
    }

    @Test
    void isPooledWhereMemoryAllows() {
        Result result = run("4g").requireExitCode(0);
        assertThat(result.out()).contains("150x1000x1000", "150x100x100", "1 read = 1 pooled + 0 rejected");
    }

    @Test
    void isRefusedByNameWhereNot() {
        Result result = run("1g").requireExitCode(60);
        assertThat(result.err())
                .isEqualTo(
                        "[large.parquet, column maps, row group 0, page 0] Cannot read page: it has 600000004 plain bytes,"
                                + " more than this process can hold (268435456, a quarter of its memory)\n");
        assertThat(folder.resolve("pooled")).doesNotExist();
    }
}
