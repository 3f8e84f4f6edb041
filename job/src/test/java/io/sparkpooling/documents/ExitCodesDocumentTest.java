package io.sparkpooling.documents;

import io.sparkpooling.cli.ExitCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExitCodesDocumentTest {
    @Test
    void everyExitCodeIsExplained() throws IOException {
        GeneratedPart.requireEqual(
                "job/docs/exit-codes.md",
                Arrays.stream(ExitCode.values())
                        .map(exit -> "| %d | %s | %s |%n".formatted(exit.code(), exit.meaning(), exit.remedy()))
                        .collect(
                                Collectors.joining("", "| code | what happened | what to do |\n|---:|---|---|\n", "")));
    }
}
