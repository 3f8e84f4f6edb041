package io.sparkpooling.documents;

import io.sparkpooling.convention.Convention;
import io.sparkpooling.convention.Conventions;
import io.sparkpooling.convention.Description;
import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConventionsDocumentTest {
    @Test
    void describesEveryConventionInTheOrderInWhichTheyAreAsked() throws IOException {
        GeneratedPart.requireEqual(
                "job/docs/conventions.md",
                Conventions.all().stream()
                        .map(ConventionsDocumentTest::row)
                        .collect(Collectors.joining(
                                "",
                                "| convention | written by | shape comes from | on output |\n|---|---|---|---|\n",
                                "")));
    }

    private static String row(Convention convention) {
        Description description = convention.description();
        return "| `%s` | %s | %s | %s |%n"
                .formatted(convention.name(), description.writtenBy(), description.shapeFrom(), description.onOutput());
    }
}
