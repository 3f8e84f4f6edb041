package io.sparkpooling.parity;

import io.sparkpooling.documents.GeneratedPart;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ParityDocumentTest {
    @Test
    void whatIsEqualAndWhatDiffersIsExplained() throws IOException {
        String equal = Arrays.stream(BitEqual.values())
                .map(BitEqual::row)
                .collect(Collectors.joining(
                        "\n", "| operations | element types with PyTorch's bits |\n|---|---|\n", "\n"));
        String different = Arrays.stream(Difference.values())
                .map(Difference::row)
                .collect(Collectors.joining(
                        "\n", "| what differs | ours | why | in the tests |\n|---|---|---|---|\n", "\n"));
        GeneratedPart.requireEqual("job/docs/parity.md", equal + "\n" + different);
    }
}
