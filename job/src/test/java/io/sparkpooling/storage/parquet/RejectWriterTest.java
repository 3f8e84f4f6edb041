package io.sparkpooling.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.storage.Compression;
import io.sparkpooling.storage.Encoding;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.Rejection;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.storage.WrittenFile;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.Test;

/** Rejected rows are missing in the data and complete in the rejects. */
class RejectWriterTest {
    private static final WriteOptions OPTIONS = WriteOptions.of(Compression.DEFAULT, Encoding.PLAIN);
    private static final Tensors POOLED = Tensors.random(ElementType.FLOAT32, Shape.of(2, 2), 6, 1);
    private static final MessageType INPUT = MessageTypeParser.parseMessageType("""
            message input {
              required int64 id;
              optional group x (LIST) { repeated group list { optional float element; } }
              optional group words (LIST) { repeated group list { optional binary element (STRING); } }
              optional binary _row (STRING);
            }
            """);

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final ByteArrayOutputStream rejects = new ByteArrayOutputStream();
    private final List<String> opened = new ArrayList<>();

    @Test
    void rejectedRowsAreLeftOutOfTheData() throws IOException {
        run("x", List.of(new Rejection(1, "x", "too short"), new Rejection(4, "x", "too long")));
        List<Group> rows = new MemoryFile(data.toByteArray()).rows();
        assertThat(rows).extracting(row -> row.getLong("id", 0)).containsExactly(0L, 2L, 3L, 5L);
        assertThat(rows).extracting(RejectWriterTest::words).containsExactly("", "w0,w1", "w0,w1,w2", "w0,w1,w2,w3,w4");
        assertThat(Tensors.found(rows, "x"))
                .isEqualTo(IntStream.of(0, 2, 3, 5)
                        .mapToObj(POOLED.expected()::get)
                        .toList());
    }

    @Test
    void aRejectSaysWhereTheRowWasAndWhatIsWrongWithIt() throws IOException {
        run("x", List.of(new Rejection(4, "x", "too long"), new Rejection(1, "x", "too short")));
        List<Group> rows = new MemoryFile(rejects.toByteArray()).rows();
        assertThat(rows)
                .extracting(
                        row -> row.getString("_file", 0),
                        row -> row.getLong("_row", 0),
                        row -> row.getString("_column", 0),
                        row -> row.getString("_reason", 0))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("in.parquet", 101L, "x", "too short"),
                        org.assertj.core.groups.Tuple.tuple("in.parquet", 104L, "x", "too long"));
    }

    @Test
    void aRejectKeepsTheRowsOtherColumns() throws IOException {
        run("x", List.of(new Rejection(1, "x", "too short"), new Rejection(4, "x", "too long")));
        List<Group> rows = new MemoryFile(rejects.toByteArray()).rows();
        assertThat(rows).extracting(row -> row.getLong("id", 0)).containsExactly(1L, 4L);
        assertThat(rows).extracting(RejectWriterTest::words).containsExactly("w0", "w0,w1,w2,w3");
        assertThat(rows).extracting(row -> row.getString("input_row", 0)).containsExactly("r1", "r4");
    }

    @Test
    void aColumnThatWasToBePooledIsNotAmongThem() throws IOException {
        run("small", List.of(new Rejection(3, "x", "ragged")));
        MemoryFile kept = new MemoryFile(data.toByteArray());
        assertThat(names(kept)).containsExactly("id", "x", "words", "_row", "small");
        assertThat(kept.rows()).hasSize(5);
        assertThat(names(new MemoryFile(rejects.toByteArray())))
                .containsExactly("_file", "_row", "_column", "_reason", "id", "words", "input_row");
    }

    @Test
    void aRowRejectedForTwoColumnsIsRejectedOnceForTheFirst() throws IOException {
        run("x", List.of(new Rejection(2, "x", "first"), new Rejection(2, "y", "second")));
        List<Group> rows = new MemoryFile(rejects.toByteArray()).rows();
        assertThat(rows).extracting(row -> row.getString("_reason", 0)).containsExactly("first");
    }

    @Test
    void withoutRejectsNoFileIsOpened() throws IOException {
        Optional<WrittenFile> written = run("x", List.of());
        assertThat(written).isEmpty();
        assertThat(opened).isEmpty();
    }

    @Test
    void theFileOfRejectsIsDescribedAndClosed() throws IOException {
        Optional<WrittenFile> written = run("x", List.of(new Rejection(0, "x", "bad")));
        assertThat(written.orElseThrow().rows()).isEqualTo(1);
        assertThat(written.orElseThrow().length()).isEqualTo(rejects.size());
        assertThat(opened).containsExactly("opened", "closed");
    }

    @Test
    void allRowsMayBeRejected() throws IOException {
        run(
                "x",
                IntStream.range(0, 6)
                        .mapToObj(row -> new Rejection(row, "x", "bad"))
                        .toList());
        assertThat(new MemoryFile(data.toByteArray()).rows()).isEmpty();
        assertThat(new MemoryFile(rejects.toByteArray()).rows()).hasSize(6);
    }

    /** Six input rows, numbers 100 to 105 of their file, with a pooled column of that name. */
    private Optional<WrittenFile> run(String pooledName, List<Rejection> rejections) throws IOException {
        List<Type> fields = new ArrayList<>(INPUT.getFields());
        if (!pooledName.equals("x")) {
            fields.add(POOLED.flatList(pooledName));
        }
        MessageType schema = new MessageType("output", fields);
        PooledColumn pooled = new PooledColumn(POOLED.column("x", schema).source(), pooledName, POOLED.type());
        OutputLayout layout = new OutputLayout(schema, List.of(pooled), Map.of());
        try (ParquetFileReader reader =
                        MemoryFile.of(INPUT, inputRows(), builder -> {}).open();
                PageReadStore rowGroup = reader.readNextRowGroup();
                var writer = ParquetBatchWriter.create(data, layout, OPTIONS);
                var rejected = RejectWriter.create(this::open, layout, OPTIONS)) {
            writer.write(
                    new RowBatch("in.parquet", 100, 6, List.of(), rowGroup),
                    rejections,
                    List.of(POOLED.pooled()),
                    rejected);
            writer.finish();
            return rejected.finish();
        }
    }

    private java.io.OutputStream open() {
        opened.add("opened");
        return new java.io.FilterOutputStream(rejects) {
            @Override
            public void close() {
                opened.add("closed");
            }
        };
    }

    private static List<Group> inputRows() {
        return IntStream.range(0, 6)
                .mapToObj(i -> {
                    Group row = MemoryFile.row(INPUT);
                    row.add("id", (long) i);
                    row.addGroup("x").addGroup("list").add("element", 1.0f);
                    Group words = row.addGroup("words");
                    IntStream.range(0, i).forEach(w -> words.addGroup("list").add("element", "w" + w));
                    row.add("_row", "r" + i);
                    return row;
                })
                .toList();
    }

    private static String words(Group row) {
        Group words = row.getGroup("words", 0);
        return String.join(
                ",",
                IntStream.range(0, words.getFieldRepetitionCount("list"))
                        .mapToObj(i -> words.getGroup("list", i).getString("element", 0))
                        .toList());
    }

    private static List<String> names(MemoryFile file) throws IOException {
        return file.footer().getFileMetaData().getSchema().getFields().stream()
                .map(Type::getName)
                .toList();
    }
}
