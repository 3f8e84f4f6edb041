package io.sparkpooling.job.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.job.filesystem.Store;
import io.sparkpooling.job.listing.InputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
    private static final RunKey KEY = new RunKey("ab".repeat(32));
    private static final Manifest FIRST = Manifest.first(
            KEY,
            "0.1.0",
            Map.of("pool", "max_pool2d(head)", "compression", "zstd:1"),
            List.of(new ManifestFile(
                    "a/part-0.parquet", "u0", List.of("file:/in/a b.parquet"), 10, 20, "cd".repeat(32))),
            List.of(new InputIdentity("file:/in/a b.parquet", 30, 40)));
    private static final String JSON = """
            {
              "schemaVersion" : 1,
              "number" : 1,
              "since" : 1,
              "runKey" : "%s",
              "version" : "0.1.0",
              "settings" : {
                "compression" : "zstd:1",
                "pool" : "max_pool2d(head)"
              },
              "files" : [ {
                "path" : "a/part-0.parquet",
                "unit" : "u0",
                "inputs" : [ "file:/in/a b.parquet" ],
                "rows" : 10,
                "length" : 20,
                "sha256" : "%s"
              } ],
              "inputs" : [ {
                "uri" : "file:/in/a b.parquet",
                "length" : 30,
                "modifiedMillis" : 40
              } ]
            }
            """.formatted("ab".repeat(32), "cd".repeat(32));

    @TempDir
    Path folder;

    private final Configuration conf = new Configuration(false);

    private void write(String name, String json) throws IOException {
        Files.createDirectories(folder.resolve("_pooling"));
        Files.writeString(folder.resolve("_pooling").resolve(name), json);
    }

    private java.util.Optional<Manifest> latest() throws IOException {
        return Manifest.latest(new org.apache.hadoop.fs.Path("file:" + folder), conf);
    }

    @Test
    void itIsPlainJson() throws IOException {
        assertThat(new String(FIRST.json(), StandardCharsets.UTF_8)).isEqualTo(JSON);
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        write(FIRST.fileName(), JSON);
        assertThat(latest()).hasValue(FIRST);
    }

    @Test
    void theHighestNumberCountsAndOtherFilesDoNot() throws IOException {
        write("manifest-000001.json", JSON);
        write("manifest-1000000.json", JSON.replace("\"number\" : 1", "\"number\" : 1000000"));
        write("manifest-000999.json.tmp", "torn");
        write("manifest-2.json", "torn");
        assertThat(latest()).get().extracting(Manifest::number).isEqualTo(1_000_000);
    }

    @Test
    void aFolderWithoutOneHasNone() throws IOException {
        assertThat(latest()).isEmpty();
        Files.createDirectories(folder.resolve("_pooling"));
        assertThat(latest()).isEmpty();
    }

    @Test
    void aFieldOfLaterVersionsIsPassedOverALaterFormatIsNot() throws IOException {
        write("manifest-000001.json", JSON.replaceFirst("\\{", "{ \"later\" : [1], "));
        assertThat(latest()).hasValue(FIRST);
        write("manifest-000001.json", JSON.replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 2"));
        assertThatThrownBy(this::latest)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "Cannot read manifest %s/_pooling/manifest-000001.json: its schema version is 2, this version reads 1",
                        folder);
    }

    @Test
    void theNextOneListsEverything() {
        ManifestFile file = new ManifestFile("part-1.parquet", "u1", List.of("file:/in/b"), 1, 2, "ef".repeat(32));
        RunKey other = new RunKey("01".repeat(32));
        Manifest next = FIRST.next(other, "0.2.0", List.of(file), List.of(new InputIdentity("file:/in/b", 5, 6)));
        assertThat(next.fileName()).isEqualTo("manifest-000002.json");
        assertThat(next.files()).containsExactly(FIRST.files().get(0), file);
        assertThat(next.inputs()).extracting(InputIdentity::uri).containsExactly("file:/in/a b.parquet", "file:/in/b");
        assertThat(next.runKey()).isEqualTo(other.value());
    }

    @Test
    void onlyNewFilesAreAppended() throws IOException {
        InputFile known = new InputFile("file:/in/a b.parquet", "a b.parquet", 30, 40);
        InputFile fresh = new InputFile("file:/in/c.parquet", "c.parquet", 1, 2);
        assertThat(FIRST.notYetIn(List.of(known, fresh))).containsExactly(fresh);
    }

    @Test
    void aChangedFileIsAConflict() {
        assertThatThrownBy(() -> FIRST.notYetIn(List.of(new InputFile("file:/in/a b.parquet", "a", 31, 40))))
                .isInstanceOf(ConflictException.class)
                .hasMessage("Cannot append: input /in/a b.parquet has changed since it was pooled (31 bytes, were 30)");
        assertThatThrownBy(() -> FIRST.notYetIn(List.of(new InputFile("file:/in/a b.parquet", "a", 30, 41))))
                .isInstanceOf(ConflictException.class)
                .hasMessageEndingWith("(it was written again)");
    }

    @Test
    void otherSettingsAreAConflict() throws IOException {
        FIRST.requireSameSettings(Map.of("pool", "max_pool2d(head)", "compression", "zstd:1"));
        assertThatThrownBy(() -> FIRST.requireSameSettings(Map.of("pool", "avg_pool2d(head)", "compression", "zstd:1")))
                .isInstanceOf(ConflictException.class)
                .hasMessage("Cannot append: the dataset was written with another pool (max_pool2d(head), now"
                        + " avg_pool2d(head))");
        assertThatThrownBy(() -> FIRST.requireSameSettings(Map.of("pool", "max_pool2d(head)")))
                .hasMessage("Cannot append: the dataset was written with another compression (zstd:1, now not set)");
    }

    @Test
    void aStoreIsAllThatIsNeeded() throws IOException {
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path("file:" + folder + "/m.json");
        Store store = Store.of(file, conf);
        store.write(file, FIRST.json());
        assertThat(Manifest.read(store, file)).isEqualTo(FIRST);
    }
}
