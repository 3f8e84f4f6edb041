package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row groups without a row, before, between and after others, as some writers leave them. */
class EmptyRowGroupsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "list, parquet",
        "list, arrow",
        "struct, parquet",
        "struct, arrow",
    })
    void addNothing(String kind, String format) throws IOException {
        Path file = write(kind);
        Files.write(file, FooterLie.tell(Files.readAllBytes(file), footer -> {
            List<RowGroup> groups = footer.getRow_groups();
            assertThat(groups).hasSize(2);
            RowGroup empty = emptied(groups.get(0));
            groups.add(1, empty);
            groups.add(0, empty);
            groups.add(empty);
        }));
        Ended ended = Ended.run(
                "--input",
                folder.resolve("in").toString(),
                "--output",
                folder.resolve("out").toString(),
                "--pool",
                "max_pool2d(map, kernel_size=2)",
                "--shape",
                "map=1,2,2",
                "--format",
                format);
        assertThat(ended).isEqualTo(new Ended(0, ""));
        assertThat(Files.readString(folder.resolve("out/_pooling/report.txt"))).contains("rows     2 read = 2 pooled");
    }

    private static RowGroup emptied(RowGroup group) {
        RowGroup empty = group.deepCopy();
        empty.setNum_rows(0);
        empty.setTotal_byte_size(0);
        empty.unsetTotal_compressed_size();
        for (ColumnChunk chunk : empty.getColumns()) {
            ColumnMetaData column = chunk.getMeta_data();
            column.setNum_values(0);
            column.setTotal_compressed_size(0);
            column.setTotal_uncompressed_size(0);
            column.unsetDictionary_page_offset();
        }
        return empty;
    }

    private Path write(String kind) throws IOException {
        String list = " (LIST) { repeated group list { optional float element; } }";
        String shape = " (LIST) { repeated group list { optional int32 element; } }";
        MessageType type = MessageTypeParser.parseMessageType(
                kind.equals("list")
                        ? "message m { optional int64 id; optional group map" + list + " }"
                        : "message m { optional int64 id; optional group map { optional group data" + list
                                + " optional group shape" + shape + " } }");
        Path file = Files.createDirectories(folder.resolve("in")).resolve("a.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withType(type)
                .withConf(new Configuration())
                .withRowGroupRowCountLimit(1)
                .build()) {
            for (int row = 0; row < 2; row++) {
                Group group = new SimpleGroup(type);
                group.add("id", (long) row);
                Group map = group.addGroup("map");
                Group data = kind.equals("list") ? map : map.addGroup("data");
                for (int index = 0; index < 4; index++) {
                    data.addGroup("list").add("element", (float) (row * 10 + index));
                }
                if (kind.equals("struct")) {
                    Group sizes = map.addGroup("shape");
                    for (int size : new int[] {1, 2, 2}) {
                        sizes.addGroup("list").add("element", size);
                    }
                }
                writer.write(group);
            }
        }
        return file;
    }
}
