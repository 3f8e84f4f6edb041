package io.sparkpooling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectCommandTest {
    private static final Path CONVENTIONS = Path.of("src/test/resources/conventions");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void describesEveryColumnOfRealFeatureMaps() {
        assertThat(run("../data-samples/feature-maps.parquet")).isZero();
        assertThat(out.toString()).isEqualTo("""
                feature-maps.parquet: 12 rows in 3 row groups, 1.7 MiB
                written by parquet-cpp-arrow version 25.0.1

                column  type           tensor                    convention                codec  encodings                       plain     stored  ratio
                image   string         -                         -                         zstd   plain, rle, rle_dictionary      261 B      315 B    0.8
                y       int32          -                         -                         zstd   plain, rle, rle_dictionary      234 B      288 B    0.8
                x       int32          -                         -                         zstd   plain, rle, rle_dictionary      249 B      303 B    0.8
                head    list<float32>  float32 24x56x56 (C,H,W)  arrow.fixed_shape_tensor  zstd   plain, rle, rle_dictionary    1.4 MiB    1.2 MiB    1.2
                stage5  list<float16>  float16 384x7x7 (C,H,W)   arrow.fixed_shape_tensor  zstd   plain, rle, rle_dictionary  462.4 KiB  451.2 KiB    1.0

                1 file: 12 rows, 1.7 MiB; largest row group 687.2 KiB before compression
                """);
    }

    @Test
    void comparesFilesWithTheFirst() throws IOException {
        copy("pyarrow-fixed-shape-tensor", "a");
        copy("pyarrow-fixed-shape-tensor-gzip", "b");
        assertThat(run(folder.toString())).isZero();
        assertThat(out.toString()).endsWith("All 2 files have these columns.\n");
        copy("pyarrow-fixed-shape-tensor-hwc", "c");
        Files.writeString(folder.resolve("d.parquet"), "");
        Files.writeString(folder.resolve("_SUCCESS"), "");
        out.getBuffer().setLength(0);
        assertThat(run(folder.toString())).isEqualTo(60);
        assertThat(out.toString()).endsWith("""
                3 files: 12 rows, 36.4 KiB; largest row group 17.1 KiB before compression
                Files that differ from the first: 1 of 3
                  column features is float32 16x16x6 (H,W,C) (arrow.fixed_shape_tensor) in c.parquet, but float32 6x16x16 (C,H,W) (arrow.fixed_shape_tensor) in a.parquet
                1 file cannot be read
                  [d.parquet] Cannot read file: the file is empty
                1 hidden file passed over.
                """);
    }

    @Test
    void describesArrowFiles() {
        assertThat(run(CONVENTIONS
                        .resolve("pyarrow-fixed-shape-tensor-file-lz4.arrow")
                        .toString()))
                .isZero();
        assertThat(out.toString())
                .contains("pyarrow-fixed-shape-tensor-file-lz4.arrow: 4 rows in 2 record batches")
                .containsPattern(
                        "features +list<float32>\\[1536\\] +float32 6x16x16 \\(C,H,W\\) +arrow.fixed_shape_tensor +lz4");
    }

    @Test
    void describesStructsOfArrowFilesByTheirFirstRow() {
        assertThat(run(CONVENTIONS
                        .resolve("arrow-variable-shape-tensor-file.arrow")
                        .toString()))
                .isZero();
        assertThat(out.toString()).containsPattern("features +struct<.*> +float32 .*arrow.variable_shape_tensor");
    }

    @Test
    void asksForAShapeAndTakesIt() {
        String flat = CONVENTIONS.resolve("flat-list-no-shape.parquet").toString();
        assertThat(run(flat)).isZero();
        assertThat(out.toString()).contains("Cannot tell the shape of column features: give --shape features=C,H,W\n");
        out.getBuffer().setLength(0);
        assertThat(run(flat, "--shape", "features=6,16,16", "--layout", "features=CHW"))
                .isZero();
        assertThat(out.toString())
                .contains("float32 6x16x16 (C,H,W)  flat list")
                .doesNotContain("Cannot tell");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "conventions/raw-binary-no-shape.parquet|Cannot tell what the bytes of column features hold:"
                        + " give --shape features=C,H,W --dtype features=float32 (its first row holds 6144 bytes)",
                "arrow/lance-bfloat16.arrow|Cannot tell the shape of column maps: give --shape maps=C,H,W (its lists hold 8 numbers)",
                "arrow/lance-bfloat16.parquet|maps    list<bfloat16>",
                "arrow/list-view.arrow|other   listview<int32>   -            -                         none   plain       93 B    93 B",
                "arrow/dense-union.arrow|Cannot read column other: its type union(dense, [0, 1])<int64, string> is not supported",
            })
    void saysWhatWouldMakeAColumnWork(String file, String remark) {
        assertThat(run(Path.of("src/test/resources", file).toString())).isZero();
        assertThat(out.toString()).contains(remark);
    }

    @Test
    void refusesAHintForNoColumn() {
        assertThat(run(CONVENTIONS.resolve("nested-list.parquet").toString(), "--shape", "feature=6,16,16"))
                .isEqualTo(30);
        assertThat(err.toString()).startsWith("Unknown column: feature (did you mean features?");
    }

    private void copy(String convention, String name) throws IOException {
        Files.copy(CONVENTIONS.resolve(convention + ".parquet"), folder.resolve(name + ".parquet"));
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "inspect";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.run(new PrintWriter(out), new PrintWriter(err), all);
    }
}
