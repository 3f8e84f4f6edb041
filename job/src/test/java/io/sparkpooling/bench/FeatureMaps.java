package io.sparkpooling.bench;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
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

/**
 * A dataset as ResNet's first stage would leave it: {@code maps}, float32 64×56×56 after ReLU, half of them zeros, beside an
 * {@code id}. Files as pyarrow writes them: {@code arrow.fixed_shape_tensor} in a three-level list, zstd level 1, row groups
 * of 160 rows (128 MB), one page a row. The values are Gaussian noise, the hardest thing to compress; rows are windows of one
 * long noise, which is longer than zstd's window, so that no row helps to compress another.
 */
final class FeatureMaps {
    static final int ELEMENTS = 64 * 56 * 56;
    static final int SEED = 1;
    static final int ROW_BYTES = ELEMENTS * Float.BYTES;

    private static final double OWN_GIGABYTES = 4;
    private static final int ROWS_IN_FILE = 320;
    private static final int ROWS_IN_GROUP = 160;
    private static final int NOISE_VALUES = 1 << 23;
    private static final MessageType TYPE = MessageTypeParser.parseMessageType(
            "message maps { required int64 id; optional group maps (LIST) { repeated group list { optional float element; } } }");
    private static final ColumnDescriptor ID = TYPE.getColumns().get(0);
    private static final ColumnDescriptor MAPS = TYPE.getColumns().get(1);

    private final ByteBuffer noise;
    private final ByteBuffer page;
    private final Random random = new Random(SEED);

    private FeatureMaps() {
        noise = ByteBuffer.allocate(NOISE_VALUES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < NOISE_VALUES; i++) {
            noise.putFloat(i * Float.BYTES, (float) Math.max(0, random.nextGaussian()));
        }
        page = ByteBuffer.allocate(ROW_BYTES + 64).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Files of at least {@code gigabytes} (10^9 bytes) of values in {@code folder}; written if they are not there. */
    static List<Path> in(Path folder, double gigabytes) throws IOException {
        int count = count(gigabytes);
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        FeatureMaps maps = null;
        for (int index = 0; index < count; index++) {
            Path file = folder.resolve("maps-%04d.parquet".formatted(index));
            if (!Files.exists(file)) {
                maps = maps == null ? new FeatureMaps() : maps;
                Path partial = folder.resolve("_partial");
                Files.deleteIfExists(partial);
                maps.write(partial, (long) index * ROWS_IN_FILE);
                Files.move(partial, file);
            }
            files.add(file);
        }
        return files;
    }

    /** Files of as much, of which at most {@link #OWN_GIGABYTES} are on the disk: the others are these under further names. */
    static List<Path> linked(Path folder, double gigabytes) throws IOException {
        List<Path> own = in(folder.resolve("maps"), Math.min(gigabytes, OWN_GIGABYTES));
        Path links = folder.resolve("linked");
        Files.createDirectories(links);
        List<Path> files = new ArrayList<>();
        for (int index = 0; index < count(gigabytes); index++) {
            Path file = links.resolve("maps-%04d.parquet".formatted(index));
            Files.deleteIfExists(file);
            files.add(Files.createLink(file, own.get(index % own.size())));
        }
        return files;
    }

    /** How many files hold at least so many {@code gigabytes} of values. */
    static int count(double gigabytes) {
        return (int) Math.ceil(gigabytes * 1e9 / ROW_BYTES / ROWS_IN_FILE);
    }

    /** The bytes of all values of these files. */
    static long logicalBytes(List<Path> files) {
        return logicalBytes(files.size());
    }

    /** The bytes of all values of so many files. */
    static long logicalBytes(int files) {
        return (long) files * ROWS_IN_FILE * ROW_BYTES;
    }

    private void write(Path file, long firstId) throws IOException {
        ParquetFileWriter writer = new ParquetFileWriter(
                new LocalOutputFile(file),
                TYPE,
                ParquetFileWriter.Mode.CREATE,
                Long.MAX_VALUE,
                0,
                null,
                ParquetProperties.builder().withPageWriteChecksumEnabled(true).build());
        writer.start();
        for (int group = 0; group < ROWS_IN_FILE / ROWS_IN_GROUP; group++) {
            writer.startBlock(ROWS_IN_GROUP);
            writeIds(writer, firstId + (long) group * ROWS_IN_GROUP);
            writeMaps(writer);
            writer.endBlock();
        }
        writer.end(Map.of("ARROW:schema", arrowSchema()));
    }

    private void writeIds(ParquetFileWriter writer, long first) throws IOException {
        page.clear();
        for (int row = 0; row < ROWS_IN_GROUP; row++) {
            page.putLong(first + row);
        }
        writer.startColumn(ID, ROWS_IN_GROUP, CompressionCodecName.ZSTD);
        writePage(writer, ID, ROWS_IN_GROUP, ROWS_IN_GROUP);
        writer.endColumn();
    }

    private void writeMaps(ParquetFileWriter writer) throws IOException {
        writer.startColumn(MAPS, (long) ROWS_IN_GROUP * ELEMENTS, CompressionCodecName.ZSTD);
        for (int row = 0; row < ROWS_IN_GROUP; row++) {
            page.clear();
            putLevels(1, 0, ELEMENTS - 1, 1);
            putLevels(0, 0, ELEMENTS, 3);
            page.put(page.position(), noise, random.nextInt(NOISE_VALUES - ELEMENTS) * Float.BYTES, ROW_BYTES);
            page.position(page.position() + ROW_BYTES);
            writePage(writer, MAPS, ELEMENTS, 1);
        }
        writer.endColumn();
    }

    /** Two runs of levels in the RLE hybrid encoding, behind their length. */
    private void putLevels(int firstRun, int firstLevel, int secondRun, int secondLevel) {
        int lengthAt = page.position();
        page.putInt(0);
        putRun(firstRun, firstLevel);
        putRun(secondRun, secondLevel);
        page.putInt(lengthAt, page.position() - lengthAt - Integer.BYTES);
    }

    private void putRun(int length, int level) {
        if (length == 0) {
            return;
        }
        int header = length << 1;
        while (header >= 0x80) {
            page.put((byte) (header | 0x80));
            header >>>= 7;
        }
        page.put((byte) header).put((byte) level);
    }

    private void writePage(ParquetFileWriter writer, ColumnDescriptor column, int values, int rows) throws IOException {
        byte[] plain = java.util.Arrays.copyOf(page.array(), page.position());
        byte[] compressed = Zstd.compress(plain, 1);
        writer.writeDataPage(
                values,
                plain.length,
                BytesInput.from(compressed),
                Statistics.createStats(column.getPrimitiveType()),
                rows,
                Encoding.RLE,
                Encoding.RLE,
                Encoding.PLAIN);
    }

    private static String arrowSchema() {
        Field element = Field.nullable("element", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
        FieldType tensor = new FieldType(
                true,
                new ArrowType.FixedSizeList(ELEMENTS),
                null,
                Map.of(
                        "ARROW:extension:name",
                        "arrow.fixed_shape_tensor",
                        "ARROW:extension:metadata",
                        "{\"shape\":[64,56,56],\"dim_names\":[\"C\",\"H\",\"W\"]}"));
        Schema schema = new Schema(List.of(
                Field.notNullable("id", new ArrowType.Int(64, true)), new Field("maps", tensor, List.of(element))));
        return Base64.getEncoder().encodeToString(schema.serializeAsMessage());
    }
}
