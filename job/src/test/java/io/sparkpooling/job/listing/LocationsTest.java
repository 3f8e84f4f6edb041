package io.sparkpooling.job.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationsTest {
    @TempDir
    Path folder;

    private final Configuration conf = new Configuration(false);

    @BeforeEach
    void anInput() throws IOException {
        Files.createDirectories(folder.resolve("a/b"));
        Files.createFile(folder.resolve("a/b/x.parquet"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a"));
    }

    private void check(String input, String output) throws IOException {
        Locations.check(List.of(folder + "/" + input), folder + "/" + output, conf);
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, it is the input",
        "a/b, a/b/, it is the input",
        "a/b/, a//b, it is the input",
        "a/b, a/c/../b, it is the input",
        "a/b, link/b, it is the input",
        "link/b, a/b, it is the input",
        "a/b, a/b/out, it lies inside the input",
        "a/b, link/b/new/out, it lies inside the input",
        "a, link/out, it lies inside the input",
        "a/b, a, it lies around the input",
        "a/b, link, it lies around the input",
        "a/b/x.parquet, a/b, it lies around the input",
        "a/b/x.parquet, a/b/x.parquet, it is the input"
    })
    void outputAndInputMustNotOverlap(String input, String output, String rule) {
        assertThatThrownBy(() -> check(input, output))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid output: %s/%s (%s %s/%s)", folder, output, rule, folder, input);
    }

    @ParameterizedTest
    @CsvSource({"a/b, a/bc", "a/b, a/out", "a/b, out", "a/b/x.parquet, a/b/out", "a/b, a/b.staging", "a, ab/a"})
    void neighboursAreFine(String input, String output) {
        assertThatCode(() -> check(input, output)).doesNotThrowAnyException();
    }

    @Test
    void everyInputIsChecked() {
        assertThatThrownBy(() -> Locations.check(
                        List.of(folder + "/other", "file:" + folder + "/a/b"), folder + "/a/b/out", conf))
                .hasMessageContaining("it lies inside the input file:" + folder + "/a/b)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oss://bucket/out", "wasbs://c@account/out", "cosn://b/o"})
    void anObjectStoreWithoutConditionsIsRefusedByName(String output) {
        String scheme = output.substring(0, output.indexOf(':'));
        assertThatThrownBy(() -> Locations.output(output, conf))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(
                        "(" + scheme + ": is an object store on which nothing can be created only if it is"
                                + " absent, as far as we know; name a folder on S3A, gs:, abfs:, HDFS or a local disk)");
    }

    @Test
    void theRootFolderIsNoOutput() {
        assertThatThrownBy(() -> Locations.output("/", conf))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid output: / (must not be the root folder)");
    }

    @Test
    void anOutputThroughALinkIsWhereTheLinkLeads() throws IOException {
        assertThat(Locations.output(folder + "/link/out", conf).toString()).isEqualTo("file:" + folder + "/a/out");
    }
}
