package io.sparkpooling.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.documents.DocumentBlock;
import io.sparkpooling.process.Script.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.fs.FileUtil;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every command of the documents' {@code console} blocks, one document after the other, each in a folder of its own that holds
 * the sample, in {@code /data/features} too, and compares what it prints with what the document says.
 */
class DocumentCommandsIT {
    private static final Path DOCUMENTS = Script.REPOSITORY.resolve("job/docs");
    private static final String SAMPLE = "data-samples/feature-maps.parquet";

    @TempDir
    Path folder;

    static List<Path> documents() {
        return DocumentBlock.documents().stream()
                .filter(file -> !ConsoleBlock.allOf(file).isEmpty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void itsCommandsPrintWhatItSays(Path document) throws IOException {
        // run-sample says something else where it has run before
        FileUtil.fullyDelete(Script.REPOSITORY.resolve("data-samples/pooled").toFile());
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(home.resolve("data-samples"));
        Files.createDirectories(home.resolve("data/features"));
        Files.copy(Script.REPOSITORY.resolve(SAMPLE), home.resolve(SAMPLE));
        Files.copy(Script.REPOSITORY.resolve(SAMPLE), home.resolve("data/features/feature-maps.parquet"));
        for (ConsoleBlock block : ConsoleBlock.allOf(document)) {
            for (ConsoleBlock.Step step : block.steps()) {
                Result result = Script.shell(home, step.command());
                assertThat(result.out())
                        .as("%s: %s", DOCUMENTS.relativize(document), step.command())
                        .matches(step.output());
            }
        }
    }
}
