package io.sparkpooling.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.convention.Convention;
import io.sparkpooling.convention.Conventions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConventionsDocumentTest {
    @Test
    void listsEveryConventionInTheOrderInWhichTheyAreAsked() throws IOException {
        List<String> rows = Files.readString(Path.of("docs/conventions.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("`")[1])
                .toList();
        assertThat(rows)
                .isEqualTo(Conventions.all().stream().map(Convention::name).toList());
    }
}
