package io.sparkpooling.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesParquetTest {
    @TempDir
    Path folder;

    @Test
    void holdsOneRowForEachFile() throws IOException {
        assertThat(readBack(write(Examples.files()))).isEqualTo(Examples.files());
    }

    @Test
    void aRunWithoutFilesGivesAFileWithoutRows() throws IOException {
        assertThat(readBack(write(List.of()))).isEmpty();
    }

    @Test
    void equalEntriesGiveEqualBytes() throws IOException {
        assertThat(write(Examples.files())).isEqualTo(write(Examples.files()));
    }

    private static byte[] write(List<FileEntry> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FilesParquet.write(out, files);
        return out.toByteArray();
    }

    private List<FileEntry> readBack(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("files.parquet"), bytes);
        List<FileEntry> files = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                files.add(entry(row));
            }
        }
        return files;
    }

    private static FileEntry entry(Group row) {
        Group units = row.getGroup("units", 0);
        return new FileEntry(
                row.getString("path", 0),
                row.getLong("length", 0),
                Instant.ofEpochMilli(row.getLong("modified", 0)).toString(),
                FileStatus.named(row.getString("status", 0)),
                row.getString("reason", 0),
                row.getLong("rows", 0),
                row.getLong("pooled_rows", 0),
                row.getLong("rejected_rows", 0),
                row.getLong("plain_bytes", 0),
                IntStream.range(0, units.getFieldRepetitionCount("list"))
                        .mapToObj(unit -> units.getGroup("list", unit).getString("element", 0))
                        .toList());
    }
}
