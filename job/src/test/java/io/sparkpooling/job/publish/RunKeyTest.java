package io.sparkpooling.job.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.job.listing.InputFile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunKeyTest {
    private static final InputFile ONE = new InputFile("file:/in/a", "a", 1, 2);
    private static final InputFile TWO = new InputFile("file:/in/b", "b", 3, 4);

    @Test
    void everythingThatDecidesAboutBytesIsInIt() {
        assertThat(Set.of(
                        RunKey.of("s", "1", List.of(ONE, TWO)),
                        RunKey.of("t", "1", List.of(ONE, TWO)),
                        RunKey.of("s", "2", List.of(ONE, TWO)),
                        RunKey.of("s", "1", List.of(ONE)),
                        RunKey.of("s", "1", List.of(ONE, new InputFile("file:/in/b", "b", 9, 4))),
                        RunKey.of("s", "1", List.of(ONE, new InputFile("file:/in/b", "b", 3, 9))),
                        RunKey.of("s", "1", List.of(ONE, new InputFile("file:/in/b", "c", 3, 4))),
                        RunKey.of("s", "1", List.of(ONE, new InputFile("file:/in/c", "b", 3, 4))),
                        RunKey.of("s1:1", "", List.of(ONE, TWO))))
                .hasSize(9);
    }

    @Test
    void theOrderOfTheFilesIsNot() {
        assertThat(RunKey.of("s", "1", List.of(ONE, TWO))).isEqualTo(RunKey.of("s", "1", List.of(TWO, ONE)));
    }

    @Test
    void itIsASha256() {
        assertThat(RunKey.of("s", "1", List.of()).value())
                .isEqualTo(Digests.sha256("1:s 1:1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> new RunKey("../x"))
                .hasMessage("Invalid run key: ../x (must be 64 hexadecimal digits)");
    }

    @Test
    void theDigestIsTheKnownOne() {
        assertThat(Digests.sha256(new byte[0]))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
