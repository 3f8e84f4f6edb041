package io.sparkpooling.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** The same rows, {@code maps} of 64×7×7 as raw bytes, in many files or in few. */
final class SmallFiles {
    static final String SHAPE = "maps=64,7,7";
    static final String TYPE = "maps=float32";
    static final int ROW_BYTES = 64 * 7 * 7 * Float.BYTES;
    private static final MessageType SCHEMA =
            MessageTypeParser.parseMessageType("message rows { required int64 id; required binary maps; }");

    private SmallFiles() {}

    /** A folder of {@code files} files with {@code rows} rows each; written if it is not there. */
    static Path in(Path parent, int files, int rows) throws IOException {
        Path folder = parent.resolve("small-%d-%d".formatted(files, rows));
        if (Files.exists(folder)) {
            return folder;
        }
        Path partial = parent.resolve("_partial");
        Folders.remove(partial);
        Files.createDirectories(partial);
        for (int file = 0; file < files; file++) {
            write(partial.resolve("rows-%06d.parquet".formatted(file)), (long) file * rows, rows);
        }
        return Files.move(partial, folder);
    }

    private static void write(Path file, long firstId, int rows) throws IOException {
        byte[] values = new byte[ROW_BYTES];
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withType(SCHEMA)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build()) {
            for (int row = 0; row < rows; row++) {
                Group group = new SimpleGroup(SCHEMA);
                group.add("id", firstId + row);
                values[4 * (row % 49)] = (byte) (firstId + row);
                group.add("maps", org.apache.parquet.io.api.Binary.fromConstantByteArray(values.clone()));
                writer.write(group);
            }
        }
    }
}
