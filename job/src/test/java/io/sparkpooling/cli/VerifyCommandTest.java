package io.sparkpooling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.job.LocalSpark;
import io.sparkpooling.job.publish.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code verify} says of datasets that are whole, and of those that somebody changed. */
class VerifyCommandTest {
    private static final Path CONVENTIONS = Path.of("src/test/resources/conventions");
    private static final Path SAMPLE = Path.of("../data-samples/feature-maps.parquet");

    @TempDir
    Path folder;

    private Path input;
    private Path output;

    @BeforeEach
    void nameThePlaces() throws IOException {
        input = Files.createDirectories(folder.resolve("in"));
        output = folder.resolve("out");
    }

    private void pool(String... more) {
        Stream<String> options = Stream.of("--input", input.toString(), "--output", output.toString());
        assertThat(Ended.run(Stream.concat(options, Stream.of(more)).toArray(String[]::new))
                        .message())
                .isEmpty();
    }

    private void poolSample() throws IOException {
        Files.copy(SAMPLE, input.resolve("a.parquet"));
        pool("--pool", "max_pool2d(head, kernel_size=2)", "--pool", "adaptive_avg_pool2d(stage5, output_size=1)");
    }

    private Path dataFile() throws IOException {
        return LocalSpark.dataFiles(output).get(0);
    }

    @Test
    void aDatasetThatIsWholeIsFound() throws IOException {
        poolSample();
        assertThat(Verified.of(output, "3").text())
                .isEqualTo("""
                dataset  %s
                files    1 file of 1 manifest, %s: length and SHA-256
                rows     12 in the output, 0 in the rejects, 12 in the input files that were pooled
                sample   3 rows pooled again by the plain loops: head, stage5
                OK
                """.formatted(output, io.sparkpooling.report.Quantity.bytes(Files.size(dataFile()))));
    }

    @Test
    void aSampleLargerThanTheDatasetIsAllOfIt() throws IOException {
        poolSample();
        for (String sample : new String[] {"13", "all", "999999999999999999"}) {
            Verified verified = Verified.of(output, sample);
            assertThat(verified.exitCode()).isZero();
            assertThat(verified.text()).contains("sample   12 rows (all that there are) pooled again");
        }
    }

    @Test
    void aSampleIsANumberOrAll() throws IOException {
        poolSample();
        assertThat(Verified.of(output, "-1"))
                .isEqualTo(new Verified(30, "Invalid sample: -1 (must be a number of rows, or all)\n"));
    }

    @Test
    void whatIsNoDatasetIsInvalid() {
        assertThat(Verified.of(input, "all"))
                .isEqualTo(new Verified(
                        30,
                        "Cannot verify: %s has no _pooling/manifest-000001.json (is it a dataset that a run published?)\n"
                                .formatted(input)));
    }

    @Test
    void aFurtherColumnWithIndicesAndACommaInItsName() throws IOException {
        Files.copy(SAMPLE, input.resolve("a.parquet"));
        pool(
                "--pool",
                "max_pool2d(head, kernel_size=2, return_indices=true) AS \"small, er\"",
                "--pool",
                "adaptive_avg_pool2d(stage5, output_size=1)");
        Verified verified = Verified.of(output, "all");
        assertThat(verified.text())
                .contains("small, er, small, er_indices, stage5")
                .endsWith("OK\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pyarrow-fixed-shape-tensor-file.arrow | features",
                "pyarrow-fixed-shape-tensor-stream.arrow | features",
                "huggingface-array3d-stream.arrow | features",
                "pyarrow-fixed-shape-tensor.parquet | features"
            })
    void parquetAndArrow(String name, String column) throws IOException {
        Files.copy(CONVENTIONS.resolve(name), input.resolve(name));
        pool("--pool", "max_pool2d(%s, kernel_size=2)".formatted(column));
        Verified verified = Verified.of(output, "all");
        assertThat(verified.text()).contains("4 rows (all that there are)").endsWith("OK\n");
    }

    @Test
    void listsThatSayNoShape() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12, 12, 12);
        FlatLists.write(input.resolve("sub/b.parquet"), 12, 12);
        pool("--pool", "max_pool2d(head, kernel_size=2)", "--shape", "head=3,2,2");
        Verified verified = Verified.of(output, "all");
        assertThat(verified.text()).contains("5 rows (all that there are)").endsWith("OK\n");
    }

    @Test
    void rejectedRowsAreCountedAndPassedOver() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12, 11, 12, 12);
        FlatLists.write(input.resolve("b.parquet"), 12, 12, 5);
        pool(
                "--pool", "max_pool2d(head, kernel_size=2)",
                "--shape", "head=3,2,2",
                "--on-bad-row", "reject",
                "--max-reject-fraction", "1");
        Verified verified = Verified.of(output, "all");
        assertThat(verified.text())
                .contains("rows     5 in the output, 2 in the rejects, 7 in the input")
                .contains("5 rows (all that there are)")
                .endsWith("OK\n");
        Files.walk(output.resolve("_pooling/rejects"))
                .filter(Files::isRegularFile)
                .forEach(file -> file.toFile().delete());
        Verified without = Verified.of(output, "all");
        assertThat(without.exitCode()).isEqualTo(60);
        assertThat(without.text()).contains("[report.json] Rows do not add up: 2 rejected, the rejects hold 0");
    }

    @Test
    void badRowsThatBecameNull() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12, 11, 12);
        pool("--pool", "max_pool2d(head, kernel_size=2)", "--shape", "head=3,2,2", "--on-bad-row", "null");
        assertThat(Verified.of(output, "all").text()).contains("3 rows (all").endsWith("OK\n");
    }

    @Test
    void everyPartOfAnAppendedDataset() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12, 12);
        String[] options = {
            "--pool", "max_pool2d(head, kernel_size=2)", "--shape", "head=3,2,2", "--save-mode", "append"
        };
        pool(options);
        FlatLists.write(input.resolve("b.parquet"), 12, 12, 12);
        pool(options);
        Verified verified = Verified.of(output, "all");
        assertThat(verified.text())
                .contains("2 files of 2 manifests")
                .contains("5 rows (all that there are)")
                .endsWith("OK\n");
        Files.delete(output.resolve("_pooling/manifest-000001.json"));
        assertThat(Verified.of(output, "all").exitCode()).isEqualTo(60);
    }

    @Test
    void aFlippedByteIsNoticed() throws IOException {
        poolSample();
        Path file = dataFile();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Verified verified = Verified.of(output, "0");
        assertThat(verified.exitCode()).isEqualTo(60);
        assertThat(verified.text())
                .contains("wrong    [%s] Changed: its SHA-256 is ".formatted(file.getFileName()))
                .endsWith("NOT OK: 1 finding\n");
    }

    /** The data file becomes that of another pooling; with {@code manifest} its line in the manifest too. */
    private void exchangeForAverages(boolean manifest) throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12, 12);
        pool("--pool", "max_pool2d(head, kernel_size=2)", "--shape", "head=3,2,2");
        Path maxima = dataFile();
        Path whole = output;
        output = folder.resolve("averages");
        pool("--pool", "avg_pool2d(head, kernel_size=2)", "--shape", "head=3,2,2");
        Path averages = dataFile();
        output = whole;
        if (manifest) {
            Path file = output.resolve("_pooling/manifest-000001.json");
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replaceFirst("\"length\" : " + Files.size(maxima), "\"length\" : " + Files.size(averages))
                            .replace(sha256(maxima), sha256(averages)));
        }
        Files.copy(averages, maxima, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String sha256(Path file) throws IOException {
        return Digests.sha256(Files.readAllBytes(file));
    }

    @Test
    void anotherValueIsNamedWithItsPlaceAndBothValues() throws IOException {
        exchangeForAverages(false);
        Verified verified = Verified.of(output, "all");
        assertThat(verified.exitCode()).isEqualTo(60);
        assertThat(verified.text())
                .contains(
                        "wrong    [%s, row 0, column head] Not what pooling gives: element 0 of 3 is 1.5 (0x3fc00000), pooled again 3.0 (0x40400000) (from "
                                .formatted(dataFile().getFileName()),
                        "in/a.parquet, row 0)")
                .contains("Changed: its SHA-256");
    }

    @Test
    void otherValuesInAFileThatWasWrittenSoAreADefect() throws IOException {
        exchangeForAverages(true);
        Verified verified = Verified.of(output, "1");
        assertThat(verified.exitCode()).isEqualTo(70);
        assertThat(verified.text()).contains("Not what pooling gives").endsWith("NOT OK: 1 finding\n");
    }

    @Test
    void aFileThatIsGoneIsNamed() throws IOException {
        poolSample();
        String name = dataFile().getFileName().toString();
        Files.delete(dataFile());
        Verified verified = Verified.of(output, "all");
        assertThat(verified.exitCode()).isEqualTo(60);
        assertThat(verified.text()).contains("wrong    [%s] Missing: the manifest names it\n".formatted(name));
    }

    @Test
    void aFileThatWasCutIsNamed() throws IOException {
        poolSample();
        byte[] bytes = Files.readAllBytes(dataFile());
        Files.write(dataFile(), Arrays.copyOf(bytes, bytes.length - 10));
        Verified verified = Verified.of(output, "all");
        assertThat(verified.exitCode()).isEqualTo(60);
        assertThat(verified.text())
                .contains("Changed: it has %d bytes, the manifest says %d".formatted(bytes.length - 10, bytes.length));
    }

    @Test
    void aFileThatNoManifestNamesIsNamed() throws IOException {
        poolSample();
        Files.copy(dataFile(), output.resolve("more.parquet"));
        Files.writeString(output.resolve(".hidden"), "");
        Verified verified = Verified.of(output, "1");
        assertThat(verified.exitCode()).isEqualTo(60);
        assertThat(verified.text()).contains("wrong    [more.parquet] No manifest names it\nNOT OK: 1 finding\n");
    }

    @Test
    void aManifestThatWasCutIsNamed() throws IOException {
        poolSample();
        Path manifest = output.resolve("_pooling/manifest-000001.json");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.substring(0, text.length() / 2));
        Verified verified = Verified.of(output, "1");
        assertThat(verified.exitCode()).isEqualTo(60);
        assertThat(verified.text()).startsWith("Cannot read manifest %s: ".formatted(manifest));
    }

    @Test
    void aManifestThatNamesFilesElsewhereIsRefused() throws IOException {
        poolSample();
        Path manifest = output.resolve("_pooling/manifest-000001.json");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replaceFirst("\"path\" : \"", "\"path\" : \"../"));
        assertThat(Verified.of(output, "1").exitCode()).isEqualTo(60);
    }

    @Test
    void anInputThatChangedIsAConflict() throws IOException {
        poolSample();
        Files.setLastModifiedTime(input.resolve("a.parquet"), FileTime.fromMillis(0));
        Verified verified = Verified.of(output, "all");
        assertThat(verified.exitCode()).isEqualTo(40);
        assertThat(verified.text()).contains("in/a.parquet] Written again since it was pooled");
        assertThat(Verified.of(output, "all", input.toString()).text()).endsWith("OK\n");
    }

    @Test
    void anInputThatIsGoneIsSaidAndCanBeNamedElsewhere() throws IOException {
        poolSample();
        Path moved = folder.resolve("elsewhere");
        Files.move(input, moved);
        Verified without = Verified.of(output, "all");
        assertThat(without.exitCode()).isZero();
        assertThat(without.text())
                .contains("rows     12 in the output, 0 in the rejects, input not read")
                .contains("note     1 input file is gone, such as %s/a.parquet: ".formatted(input));
        assertThat(Verified.of(output, "all", moved.toString()).text()).contains("sample   12 rows");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Files.copy(SAMPLE, empty.resolve("b.parquet"));
        Verified wrong = Verified.of(output, "all", empty.toString());
        assertThat(wrong.exitCode()).isEqualTo(40);
        assertThat(wrong.text()).contains("a.parquet] Cannot find it below --input");
    }

    @Test
    void otherValuesOfACopyAreTheCopysFault() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12, -1);
        pool("--pool", "max_pool2d(head, kernel_size=2)", "--shape", "head=3,2,2");
        Path copy = FlatLists.write(folder.resolve("copy/a.parquet"), -1, 12);
        Files.setLastModifiedTime(copy, FileTime.fromMillis(0));
        Verified verified = Verified.of(output, "all", copy.getParent().toString());
        assertThat(verified.exitCode()).isEqualTo(40);
        assertThat(verified.text()).contains("Not what pooling gives: it is a tensor, pooled again null");
    }
}
