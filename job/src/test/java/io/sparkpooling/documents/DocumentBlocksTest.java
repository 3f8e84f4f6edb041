package io.sparkpooling.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.configuration.Layers;
import io.sparkpooling.job.LocalSpark;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.storage.parquet.StoredField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every snippet of the documents is of a kind that a test runs; those that need neither Spark nor a process are read here. */
class DocumentBlocksTest {
    private static final Set<String> RUN_ELSEWHERE = Set.of(
            "console", // process.DocumentCommandsIT runs it and compares what it prints
            "sh", // DocumentLinesTest runs it up to what needs a cluster, an object store or hours
            "sql", // SqlInDocumentsTest
            "python"); // SqlInDocumentsTest, scripts/interop, and for pyarrow below
    private static final Set<String> READ_HERE =
            Set.of("pooling", DocumentBlock.INDENTED, "yaml", "properties", "ebnf", "text");

    /** What a test run prints about a test class or about all, and what a pooling run prints on a terminal. */
    private static final Pattern PRINTED = Pattern.compile("\\.\\.\\.|\\[INFO] BUILD SUCCESS"
            + "|\\[INFO] Running ([\\w.]+)"
            + "|\\[INFO] Tests run: [0-9]+, Failures: 0, Errors: 0, Skipped: 0(, Time elapsed: [0-9.]+ s -- in ([\\w.]+))?"
            + "|\\[[#-]{20}]  40 %, 6.0 s left, 16 of 40 units, 32.0 MiB/s, ratio 4.0, 128.0 MiB -> 32.0 MiB");

    @TempDir
    Path folder;

    static List<DocumentBlock> all() {
        return DocumentBlock.all();
    }

    static Stream<DocumentBlock> expressions() {
        return Stream.of("pooling", DocumentBlock.INDENTED).flatMap(kind -> DocumentBlock.all(kind).stream());
    }

    static List<DocumentBlock> jobs() {
        return DocumentBlock.all("yaml");
    }

    static List<DocumentBlock> printed() {
        return DocumentBlock.all("text");
    }

    @ParameterizedTest
    @MethodSource("all")
    void isOfAKindThatATestRuns(DocumentBlock block) {
        assertThat(Stream.concat(RUN_ELSEWHERE.stream(), READ_HERE.stream())).contains(block.kind());
        assertThat(block.lines()).isNotEmpty();
        if (block.kind().equals("console")) {
            assertThat(block.lines().get(0)).startsWith("$ ");
        }
    }

    @Test
    void noKindIsRunForNothing() {
        assertThat(all()).extracting(DocumentBlock::kind).contains("console", "sh", "sql", "python");
        assertThat(all()).extracting(DocumentBlock::kind).containsAll(READ_HERE);
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void holdsExpressionsThatTheGrammarDescribes(DocumentBlock block) {
        Pattern expression = Grammar.of(DocumentBlock.all("ebnf").get(0)).pattern("expression");
        for (String line : block.lines()) {
            String text = line.split(" {2,}")[0];
            assertThat(PoolingExpression.parse(text).canonical()).matches(expression);
            assertThat(text).matches(expression);
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void configuresAJob(DocumentBlock block) throws IOException {
        Path yaml = Files.writeString(folder.resolve("job.yaml"), block.text());
        assertThat(Layers.of(Map.of(), Map.of(), Optional.of(yaml))
                        .configuration()
                        .pool())
                .isNotEmpty();
    }

    @Test
    void propertiesAreSparks() {
        for (DocumentBlock block : DocumentBlock.all("properties")) {
            SparkConf conf = new SparkConf(false);
            block.lines().forEach(line -> conf.set(line.split(" +", 2)[0], line.split(" +", 2)[1]));
            assertThat(conf.getAll()).hasSize(block.lines().size()).allMatch(pair -> pair._1()
                    .startsWith("spark."));
        }
    }

    @ParameterizedTest
    @MethodSource("printed")
    void isWhatOursPrint(DocumentBlock block) throws IOException {
        for (String line : block.lines()) {
            assertThat(line).matches(PRINTED);
            for (String name : line.replaceAll(".* ", "").split(" ")) {
                assertThat(!name.startsWith("io.sparkpooling")
                                || Files.exists(Path.of("src/test/java", name.replace('.', '/') + ".java")))
                        .as("%s: %s", block, name)
                        .isTrue();
            }
        }
    }

    /** What README says that pyarrow finds is what the file says; scripts/interop asks pyarrow itself, of other files. */
    @Test
    void theTypeThatPyarrowShowsIsInTheFile() throws IOException {
        String type = DocumentBlock.all("python").stream()
                .flatMap(block -> block.lines().stream())
                .filter(line -> line.contains("extension<"))
                .findFirst()
                .orElseThrow();
        Path output = folder.resolve("pooled");
        LocalSpark.run(
                "--input",
                "../data-samples/feature-maps.parquet",
                "--output",
                output.toString(),
                "--pool",
                "max_pool2d(head, kernel_size=2)");
        StoredField head = StoredField.of(LocalSpark.dataFiles(output).get(0), "head");
        assertThat(head.extensionName()).isEqualTo("arrow.fixed_shape_tensor");
        assertThat(head.extensionMetadata().replaceAll("[ \"]", ""))
                .contains("shape:[24,28,28]")
                .contains("dim_names:[C,H,W]");
        assertThat(type)
                .endsWith(
                        "# extension<arrow.fixed_shape_tensor[value_type=float, shape=[24,28,28], dim_names=[C,H,W]]>");
    }
}
