package io.sparkpooling.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.job.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The SQL that README and the documents show, and that within their PySpark, is run on tables with the columns that it names. */
class SqlInDocumentsTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sql\\n(.*?)^```$");
    private static final Pattern PYTHON = Pattern.compile("(?ms)^```python\\n(.*?)^```$");
    private static final Pattern EXPRESSION = Pattern.compile("F\\.expr\\(\"(.*?)\"\\)");
    private static final Pattern SENTENCE = Pattern.compile("`(SELECT [^`]*)`");
    private static SparkSession spark;

    @BeforeAll
    static void makeTables() {
        LocalSpark.context();
        spark = SparkSession.builder().getOrCreate();
        spark.sql("""
                SELECT transform(sequence(0, 23), c -> transform(sequence(0, 55), h -> transform(sequence(0, 55),
                           w -> cast(c + h * 37 % 101 - w / 8 AS float)))) AS features,
                       transform(sequence(1, 75264), i -> cast(i * 37 % 101 AS float)) AS flat,
                       array(24, 56, 56) AS sizes,
                       unhex(repeat('003C00C0', 37632)) AS bytes
                """).createOrReplaceTempView("maps");
        spark.sql(
                        "SELECT array(array(1f, 2f), array(3f, 4f), array(5f, 6f)) AS tokens, array(1, 1, 0) AS attention_mask")
                .createOrReplaceTempView("texts");
        spark.read()
                .format("binaryFile")
                .load("src/test/resources/conventions/expected-input.npy")
                .createOrReplaceTempView("files");
    }

    static Stream<String> statements() {
        return documents()
                .flatMap(document -> Stream.concat(
                        found(BLOCK, document).flatMap(String::lines).filter(line -> !line.isBlank()),
                        found(SENTENCE, document).map(statement -> statement + ";")));
    }

    static Stream<String> expressions() {
        return documents().flatMap(document -> found(PYTHON, document)).flatMap(block -> found(EXPRESSION, block));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void everyStatementRuns(String line) {
        String[] statementAndColumns = line.split(";\\s*(--\\s*)?", 2);
        assertAnswers(statementAndColumns[0]);
        // r.values, r.indices: what can be asked of the result
        String columns = statementAndColumns[1];
        if (columns.startsWith("r.")) {
            assertAnswers("SELECT %s FROM (%s)".formatted(columns, statementAndColumns[0]));
        }
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void everyExpressionOfPySparkRuns(String expression) {
        String table = expression.contains("(content,") ? "files" : "maps";
        assertAnswers("SELECT %s FROM %s".formatted(expression, table));
    }

    @Test
    void everyBlockOfPySparkIsReadWhole() {
        assertThat(documents()
                        .flatMap(document -> found(PYTHON, document))
                        .flatMap(String::lines)
                        .filter(line -> line.contains("F.expr")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(found(EXPRESSION, line)).hasSize(1));
        assertThat(statements()).hasSizeGreaterThan(8);
    }

    private static void assertAnswers(String statement) {
        List<Row> rows = spark.sql(statement).collectAsList();
        assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(
                        IntStream.range(0, row.size()).noneMatch(row::isNullAt))
                .as(statement)
                .isTrue());
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }

    private static Stream<String> documents() {
        Path root = GeneratedPart.repository();
        try (Stream<Path> files = Files.walk(root.resolve("job/docs"))) {
            List<Path> documents = Stream.concat(Stream.of(root.resolve("README.md")), files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            return documents.stream().map(SqlInDocumentsTest::text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
