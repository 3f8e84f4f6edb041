package io.sparkpooling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkpooling.job.study.StudyProgress;
import io.sparkpooling.report.study.StudySchemaTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyCommandTest {
    private static final String SAMPLE = "../data-samples/feature-maps.parquet";
    private static final String MAX = "max_pool2d(head, kernel_size=2)";

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void printsOneTable() {
        assertThat(run("--pool", MAX, "--pool", "avg_pool2d(stage5, kernel_size=9)", "global_avg_pool(stage5)"))
                .isZero();
        assertThat(withoutTimes()).startsWith("""
                ratio PSNR energy shift 1 shift 4 rotation scaling cosine 1 GB pooling
                - - - 90.9 % 81.7 % 91.0 % 89.9 % 0.9714 - head along H, W, not pooled
                4.0 33.9 dB 123.0 % 92.0 % 82.5 % 91.8 % 90.9 % 0.9758 TIME max_pool2d(head, kernel_size=2)
                - - - 61.9 % 51.1 % 94.3 % 95.1 % 0.8292 - stage5 along H, W, not pooled
                49.0 32.8 dB 36.4 % 90.3 % 68.5 % 99.6 % 97.8 % 0.9552 TIME global_avg_pool(stage5)
                - - - - - - - - - avg_pool2d(stage5, kernel_size=9)
                Cannot pool 384x7x7 with kernel 9x9, padding 0: the output would be empty

                sample all of 12 rows in 1 file
                """);
        assertThat(out.toString()).contains("one core of this machine").doesNotContain("\u001b");
    }

    private String withoutTimes() {
        return String.join(
                "\n",
                out.toString()
                        .lines()
                        .map(line -> line.strip().replaceAll(" +", " ").replaceAll("[0-9.]+ s ", "TIME "))
                        .toList());
    }

    @Test
    void fitsFortyColumnsInEveryLocale() {
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(run("--width", "40", "--sample", "1", "--pool", MAX, "avg_pool2d(stage5, kernel_size=9)"))
                    .isZero();
        } finally {
            Locale.setDefault(locale);
        }
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 40);
        assertThat(out.toString())
                .contains("max_pool2d(head, kernel_size=2)\n  ratio   4.0\n  PSNR    ")
                .contains("avg_pool2d(stage5, kernel_size=9)\n  failed  Cannot pool 384x7x7 with\n");
    }

    @Test
    void aSampleLargerThanTheDatasetIsAllOfIt() {
        assertThat(run("--sample", "999999", "--shifts", "1", "--pool", "max_pool2d(stage5, kernel_size=2)"))
                .isZero();
        assertThat(out.toString())
                .contains("  sample  all of 12 rows in 1 file\n")
                .contains("moves the input by 1 along");
        assertThat(run("--sample", "3", "--pool", "max_pool2d(stage5, kernel_size=2)"))
                .isZero();
        assertThat(out.toString()).contains("  sample  3 of 12 rows in 1 file\n");
    }

    @Test
    void writesJson() throws IOException {
        Path json = folder.resolve("study.json");
        assertThat(run("--sample", "2", "--pool", MAX, "avg_pool2d(stage5, kernel_size=9)", "--json", json.toString()))
                .isZero();
        assertThat(out.toString()).endsWith("Written: " + json + "\n");
        JsonNode study = new ObjectMapper().readTree(Files.readString(json));
        assertThat(StudySchemaTest.errors(study)).isEmpty();
        assertThat(study.at("/schemaVersion").asInt()).isEqualTo(1);
        assertThat(study.at("/sampledRows").asInt()).isEqualTo(2);
        assertThat(study.at("/poolings/0/ratio").asDouble()).isEqualTo(4);
        assertThat(study.at("/poolings/0/motions")).hasSize(20);
        assertThat(study.at("/poolings/0/motions/4/motion/axisFromLast").asInt())
                .isEqualTo(1);
        assertThat(study.at("/poolings/0/fidelity/psnr").asDouble()).isBetween(20.0, 60.0);
    }

    @Test
    void writesThePage() throws IOException {
        Path page = folder.resolve("study.html");
        assertThat(run("--sample", "2", "--pool", MAX, "--html", page.toString()))
                .isZero();
        assertThat(page).content().startsWith("<!DOCTYPE html>").contains("<bdi>" + MAX + "</bdi>");
    }

    @Test
    void noneThatCanBeComputedIsInvalid() {
        Path json = folder.resolve("study.json");
        assertThat(run("--pool", "avg_pool2d(stage5, kernel_size=9)", "--json", json.toString()))
                .isEqualTo(30);
        assertThat(out.toString()).contains("the output would be empty");
        assertThat(err.toString()).isEqualTo("Cannot study: none of the poolings can be computed\n");
        assertThat(json).doesNotExist();
    }

    @Test
    void rowsThatAreNoTensorsAreSkippedAndNamed() throws IOException {
        Path file = FlatLists.write(folder.resolve("in/a.parquet"), 16, -1, 5, 16);
        assertThat(runOn(file, "--shape", "head=4,4", "--pool", MAX)).isZero();
        assertThat(out.toString())
                .contains("  skipped 1 row, column head: null (a.parquet, row 1)\n")
                .contains("  skipped 1 row, column head: 5 values for shape 4x4 (16 expected) (a.parquet, row 2)\n");
        Path bad = FlatLists.write(folder.resolve("bad/a.parquet"), 5, -1);
        assertThat(runOn(bad, "--shape", "head=4,4", "--pool", MAX)).isEqualTo(30);
        assertThat(out.toString()).contains("Cannot pool any row of the sample: 5 values for shape 4x4");
    }

    @Test
    void aDatasetWithoutRowsIsInvalid() throws IOException {
        Path file = FlatLists.write(folder.resolve("in/a.parquet"));
        assertThat(runOn(file, "--shape", "head=4,4", "--pool", MAX)).isEqualTo(30);
        assertThat(err.toString()).isEqualTo("Cannot study: the input has no rows\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --sample x    | Invalid sample: x (must be a number of rows, or all)
            --sample 0    | Invalid sample: 0 (must be at least 1)
            --shifts 0    | Invalid shifts: 0 (must be from 1 to 64)
            --shifts -1   | Invalid shifts: -1 (must be a number of elements)
            --width 7     | Invalid width: 7 (must be a number of columns from 20 to 9999)
            --output out  | Unknown option: --output
            --pool pool(x | Unknown operation: pool
            """)
    void refusesWhatItCannotUnderstand(String option, String message) {
        assertThat(run(Stream.concat(Stream.of("--pool", MAX), Arrays.stream(option.split(" ")))
                        .toArray(String[]::new)))
                .isEqualTo(30);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(run()).isEqualTo(30);
        assertThat(err.toString()).startsWith("Missing pool: give --pool EXPRESSION");
        assertThat(runOn(folder.resolve("nowhere"), "--pool", MAX)).isEqualTo(30);
        assertThat(err.toString()).startsWith("Cannot find input: ");
    }

    @Test
    void aFileThatCannotBeReadOrWrittenIsAStorageError() throws IOException {
        Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(Files.readAllBytes(Path.of(SAMPLE)), 900));
        assertThat(runOn(cut, "--pool", MAX)).isEqualTo(60);
        assertThat(err.toString()).startsWith("[cut.parquet] Cannot read file: ");
        assertThat(run(
                        "--sample",
                        "1",
                        "--pool",
                        MAX,
                        "--json",
                        folder.resolve("no/such.json").toString()))
                .isEqualTo(60);
        assertThat(err.toString()).startsWith("Cannot write ");
    }

    @Test
    void progressIsALineOfATerminalThatIsGoneAtTheEnd() {
        StudyProgressLine.on(new PrintWriter(err), Map.of()).lookedAt(1, 2);
        assertThat(err.toString()).isEmpty();
        StudyProgress terminal = StudyProgressLine.on(new PrintWriter(err), Map.of("POOL_TERMINAL", "80"));
        terminal.lookedAt(1, 2);
        terminal.lookedAt(2, 2);
        assertThat(err.toString()).isEqualTo("\r\u001b[K1 of 2 rows\r\u001b[K");
    }

    private int run(String... options) {
        return runOn(Path.of(SAMPLE), options);
    }

    private int runOn(Path input, String... options) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> arguments = Stream.concat(Stream.of("study", "--input", input.toString()), Stream.of(options))
                .toList();
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    }
}
