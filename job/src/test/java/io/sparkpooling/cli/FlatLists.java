package io.sparkpooling.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Parquet files with a column {@code head} of flat lists, one for each given length; a negative length is a null. */
final class FlatLists {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message schema {
              required int64 id;
              optional group head (LIST) { repeated group list { optional float element; } }
            }""");

    private FlatLists() {}

    static Path write(Path file, int... lengths) throws IOException {
        Files.createDirectories(file.getParent());
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withType(SCHEMA)
                .build()) {
            for (int row = 0; row < lengths.length; row++) {
                writer.write(row(row, lengths[row]));
            }
        }
        return file;
    }

    private static Group row(int id, int length) {
        Group row = new SimpleGroupFactory(SCHEMA).newGroup().append("id", (long) id);
        if (length >= 0) {
            Group list = row.addGroup("head");
            for (int i = 0; i < length; i++) {
                list.addGroup("list").append("element", (float) i);
            }
        }
        return row;
    }
}
