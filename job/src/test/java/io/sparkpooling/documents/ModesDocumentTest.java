package io.sparkpooling.documents;

import io.sparkpooling.pooling.Mode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ModesDocumentTest {
    @Test
    void everyModeIsExplained() throws IOException {
        GeneratedPart.requireEqual("job/docs/modes.md", Mode.table());
    }
}
