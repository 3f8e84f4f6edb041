package io.sparkpooling.pooling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OperationsTableTest {
    private static final Path DOCUMENT = Path.of("docs/operations.md");

    @Test
    void theDocumentHoldsTheTable() throws IOException {
        if (Boolean.getBoolean("regenerate")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, OperationsTable.markdown());
        }
        assertThat(Files.readString(DOCUMENT))
                .as("job/docs/operations.md; write it anew with: mvn test -Dtest=OperationsTableTest -Dregenerate=true")
                .isEqualTo(OperationsTable.markdown());
    }

    @Test
    void everyExampleCanBeParsed() {
        assertThat(Operations.all()).allSatisfy(operation -> assertThat(
                        PoolingExpression.parse(operation.example()).operation())
                .isEqualTo(operation.name()));
    }
}
