package io.sparkpooling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users meet when they ask for what cannot be: the exit code, the words, and an output that is as it was. */
class RunCommandIT {
    private static final String POOL = "max_pool2d(head, kernel_size=2)";

    @TempDir
    Path folder;

    private Path input;
    private Path output;
    private List<String> hints = List.of("--shape", "head=3,2,2");
    private StringWriter out;
    private StringWriter err;

    @BeforeAll
    static void keepSparkOffTheNetwork() {
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.driver.bindAddress", "127.0.0.1");
        System.setProperty("spark.driver.host", "127.0.0.1");
    }

    @BeforeEach
    void nameThePlaces() {
        input = folder.resolve("input");
        output = folder.resolve("output");
    }

    @Test
    void aWholeRunEndsWithZeroAndTheTableOnStandardOutput() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12, 12);
        assertThat(run(POOL)).isZero();
        assertThat(out.toString()).contains("rows     2 read = 2 pooled + 0 rejected + 0 in rejected files");
        assertThat(run(POOL, "--save-mode", "overwrite")).isZero();
        assertThat(out.toString()).contains("rows     2 read = 2 pooled + 0 rejected + 0 in rejected files");
    }

    @Test
    void namesAreOnlyNames() throws IOException {
        input = folder.resolve("in put#%20*?ü");
        output = folder.resolve("out put#%20*?ü");
        FlatLists.write(input.resolve("sub folder%/fe ature#*ü.parquet"), 12);
        assertThat(run(POOL)).isZero();
        try (Stream<Path> files = Files.list(output.resolve("sub folder%"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void noSuchPath() throws IOException {
        refuses(30, "Cannot find input: %s (no such file or folder)", input);
    }

    @Test
    void anEmptyFolder() throws IOException {
        Files.createDirectory(input);
        refuses(30, "Cannot find input: no files below %s", input);
    }

    @Test
    void aFileOfNoBytes() throws IOException {
        Files.createFile(Files.createDirectory(input).resolve("a.parquet"));
        refuses(60, "[a.parquet] Cannot read file: the file is empty");
    }

    @Test
    void aFileThatIsNotParquet() throws IOException {
        Files.writeString(Files.createDirectory(input).resolve("a.parquet"), "hello, this is no Parquet file");
        refuses(
                60,
                "[a.parquet] Cannot read file: it is no Parquet file or it is truncated (it does not end with PAR1)");
    }

    @Test
    void aTruncatedFile() throws IOException {
        Path whole = FlatLists.write(folder.resolve("whole.parquet"), 12, 12, 12);
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(Files.createDirectory(input).resolve("a.parquet"), Arrays.copyOf(bytes, bytes.length / 2));
        refuses(
                60,
                "[a.parquet] Cannot read file: it is no Parquet file or it is truncated (it does not end with PAR1)");
    }

    @Test
    void noRows() throws IOException {
        Files.createDirectory(input);
        Files.copy(Path.of("src/test/resources/cli/no-rows-by-pyarrow.parquet"), input.resolve("a.parquet"));
        assertThat(run(POOL)).isZero();
        assertThat(out.toString()).contains("rows     0 read = 0 pooled + 0 rejected + 0 in rejected files");
    }

    @Test
    void anUnknownColumn() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12);
        refusesToPool(
                "max_pool2d(heed, kernel_size=2)",
                "[a.parquet] Unknown column: heed (did you mean head? known: id, head)");
    }

    @Test
    void aColumnThatIsNoTensor() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12);
        refusesToPool(
                "max_pool2d(id, kernel_size=2)", "[a.parquet] Cannot read column id as a tensor: its type is int64");
    }

    @Test
    void aKernelLargerThanTheInput() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12);
        refusesToPool("max_pool2d(head, kernel_size=3)", """
                Cannot pool 3x2x2 with kernel 3x3, padding 0: the output would be empty
                  in max_pool2d(head, kernel_size=3), column head is float32 3x2x2""");
    }

    @Test
    void paddingOverTheLimit() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12);
        refusesToPool("max_pool2d(head, kernel_size=2, padding=2)", """
                Invalid padding: 2 with kernel_size 2 (must be at most kernel_size / 2 = 1)
                  in max_pool2d(head, kernel_size=2, padding=2), column head is float32 3x2x2""");
    }

    @Test
    void anUnknownOperation() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12);
        refusesToPool("maxpool2d(head, kernel_size=2)", """
                Unknown operation: maxpool2d (did you mean max_pool2d? see `scripts/pool operations`)
                  maxpool2d(head, kernel_size=2)
                  ^""");
    }

    @Test
    void anOutputThatIsTheInputOrLiesInsideOrAroundIt() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12);
        output = input;
        assertThat(run(POOL)).isEqualTo(30);
        assertThat(err.toString()).isEqualTo("Invalid output: %s (it is the input %s)\n".formatted(output, input));
        output = input.resolve("pooled");
        assertThat(run(POOL)).isEqualTo(30);
        assertThat(err.toString())
                .isEqualTo("Invalid output: %s (it lies inside the input %s)\n".formatted(output, input));
        output = folder;
        assertThat(run(POOL, "--save-mode", "overwrite")).isEqualTo(30);
        assertThat(err.toString())
                .isEqualTo("Invalid output: %s (it lies around the input %s)\n".formatted(output, input));
    }

    @Test
    void anOutputThatIsThere() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12);
        Files.writeString(Files.createDirectory(output).resolve("mine.txt"), "mine");
        assertThat(run(POOL)).isEqualTo(40);
        assertThat(err.toString()).startsWith("Cannot write output: " + output + " exists and is not empty (");
        assertThat(output.resolve("mine.txt")).hasContent("mine");
    }

    @Test
    void filesThatDisagree() throws IOException {
        Path conventions = Path.of("src/test/resources/conventions");
        Files.createDirectory(input);
        Files.copy(conventions.resolve("pyarrow-fixed-shape-tensor.parquet"), input.resolve("a.parquet"));
        Files.copy(conventions.resolve("pyarrow-fixed-shape-tensor-float64.parquet"), input.resolve("b.parquet"));
        hints = List.of();
        assertThat(run("max_pool2d(features, kernel_size=2)")).isEqualTo(30);
        assertThat(err.toString())
                .isEqualTo(
                        "[b.parquet] Cannot pool it with the other files: column features is list<float64> in b.parquet,"
                                + " but list<float32> in a.parquet\n");
        assertThat(output).doesNotExist();
    }

    @Test
    void aRowOfAnotherLengthFailsTheRun() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12, 12, 11, 12);
        assertThat(run(POOL)).isEqualTo(20);
        assertThat(err.toString())
                .contains(
                        "[a.parquet, row 2, column head] Cannot read tensor: 11 values for shape 3x2x2 (12 expected)");
        assertThat(output).doesNotExist();
    }

    @Test
    void tooManyRejectedRowsFailTheRun() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12, 12, 11, 12);
        assertThat(run(POOL, "--on-bad-row", "reject", "--max-reject-fraction", "0.2"))
                .isEqualTo(20);
        assertThat(err.toString()).contains("Cannot publish: 1 of 4 rows");
        assertThat(output).doesNotExist();
    }

    @Test
    void fewRejectedRowsAreListed() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12, 12, 11, -1);
        assertThat(run(POOL, "--on-bad-row", "reject", "--max-reject-fraction", "0.25"))
                .isEqualTo(10);
        assertThat(out.toString())
                .contains("rows     4 read = 3 pooled + 1 rejected + 0 in rejected files")
                .contains("rejected 1 row: column head: 11 values for shape 3x2x2 (12 expected)");
        assertThat(output.resolve("_pooling/rejects")).isNotEmptyDirectory();
    }

    @Test
    void aBadTensorCanBecomeNull() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12, 11);
        assertThat(run(POOL, "--on-bad-row", "null")).isZero();
        assertThat(out.toString()).contains("rows     2 read = 2 pooled (1 with a bad tensor as null) + 0 rejected");
    }

    @Test
    void anUnreadableFileCanBeRejected() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12, 12);
        Files.writeString(input.resolve("b.parquet"), "hello, this is no Parquet file");
        assertThat(run(POOL, "--on-bad-row", "reject", "--max-reject-fraction", "0.5"))
                .isEqualTo(10);
        assertThat(out.toString()).contains("files    1 pooled into 1, 1 rejected,");
    }

    @Test
    void anOutputThatCannotBeWritten() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12);
        output = Path.of("/proc/pooled");
        assertThat(run(POOL)).isEqualTo(60);
        assertThat(err.toString()).startsWith("Cannot write output: /proc/pooled (");
    }

    @Test
    void aDryRunTouchesNothing() throws IOException {
        FlatLists.write(input.resolve("a.parquet"), 12);
        assertThat(run(POOL, "--dry-run")).isZero();
        assertThat(out.toString()).contains("head: float32 3x2x2 -> head: float32 3x1x1");
        assertThat(output).doesNotExist();
    }

    private void refuses(int exitCode, String message, Object... arguments) throws IOException {
        assertThat(run(POOL)).isEqualTo(exitCode);
        assertThat(err.toString()).startsWith(message.formatted(arguments));
        assertThat(output).doesNotExist();
        assertThat(siblings()).isSubsetOf("input", "whole.parquet");
    }

    private void refusesToPool(String expression, String message) throws IOException {
        assertThat(run(expression)).isEqualTo(30);
        assertThat(err.toString()).startsWith(message);
        assertThat(siblings()).containsExactly("input");
    }

    private List<String> siblings() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private int run(String expression, String... further) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("run", "--master", "local[2,2]"));
        arguments.addAll(hints);
        arguments.addAll(List.of("--input", input.toString(), "--output", output.toString(), "--pool", expression));
        arguments.addAll(List.of(further));
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    }
}
