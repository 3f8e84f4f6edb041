package io.sparkpooling.storage.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Views of lists and runs that say of their places what is not so end in an error that names file and column. */
class HostilePlacesTest {
    private static final Path FOLDER = Path.of("src/test/resources/arrow");
    private static final int FLIPS = 50;

    @TempDir
    Path temporary;

    private void pool(byte[] content) throws IOException {
        Path input = Files.write(temporary.resolve("input.arrow"), content);
        ArrowPooling.of("max_pool1d(map, kernel_size=2)").run(temporary.resolve("output.arrow"), input);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list-view|02000000000000000000000001000000|08|list 0 of other has 8 values at 0 of 7",
                "list-view|02000000000000000000000001000000|ffffffff|list 0 of other has -1 values at 0 of 7",
                "large-list-view|02000000000000000000000000000000|08|list 0 of other has 8 values at 0 of 7",
                "run-end-encoded|020000000300000004000000|05|run 1 of other ends at 3, after 5",
                "run-end-encoded|0300000004000000|01000000|run 1 of other ends at 1, after 2",
                "run-end-encoded|04000000|03000000|run 2 of other ends at 3, after 3"
            })
    void anImpossiblePlaceIsNamed(String name, String there, String lie, String reason) throws IOException {
        byte[] file = Files.readAllBytes(FOLDER.resolve(name + ".arrow"));
        String digits = HexFormat.of().formatHex(file);
        String whole = name.startsWith("run") ? "020000000300000004000000" : there;
        int at = digits.indexOf(whole) + whole.indexOf(there);
        byte[] bytes = HexFormat.of().parseHex(lie);
        System.arraycopy(bytes, 0, file, at / 2, bytes.length);
        assertThatThrownBy(() -> pool(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("[input.arrow] Cannot read the message at ")
                .hasMessageContaining(reason);
    }

    @Test
    void theFileItselfIsRead() throws IOException {
        pool(Files.readAllBytes(FOLDER.resolve("list-view.arrow")));
        assertThat(ArrowJava.read(temporary.resolve("output.arrow")).batchRows())
                .containsExactly(3, 2);
    }

    /** Any error is the file's, never one of memory or of an index. */
    @ParameterizedTest
    @ValueSource(strings = {"list-view", "large-list-view", "run-end-encoded"})
    void anyByteMayBeAnything(String name) throws IOException {
        byte[] file = Files.readAllBytes(FOLDER.resolve(name + ".arrow"));
        Random random = new Random(1);
        for (int flip = 0; flip < FLIPS; flip++) {
            byte[] changed = file.clone();
            int at = random.nextInt(file.length);
            changed[at] = (byte) random.nextInt();
            try {
                pool(changed);
            } catch (UnreadableFileException | InvalidArgumentException expected) {
                assertThat(expected).as("byte %d of %s", at, name).hasMessageContaining("Cannot");
            }
        }
    }
}
