package io.sparkpooling.job.publish;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.job.listing.InputListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputChangesTest {
    @TempDir
    Path folder;

    private final Configuration conf = new Configuration(false);
    private InputListing before;

    @BeforeEach
    void aListing() throws IOException {
        Files.writeString(folder.resolve("a"), "12");
        Files.writeString(folder.resolve("b"), "12");
        before = InputListing.of(List.of(folder.toString()), conf);
    }

    private void requireConflict(String message) {
        assertThatThrownBy(() -> InputChanges.requireNone(before, conf))
                .isInstanceOf(ConflictException.class)
                .hasMessage(message, folder);
    }

    @Test
    void filesThatArriveDoNotMatter() throws IOException {
        Files.writeString(folder.resolve("c"), "new");
        assertThatCode(() -> InputChanges.requireNone(before, conf)).doesNotThrowAnyException();
    }

    @Test
    void anotherLengthMatters() throws IOException {
        Files.writeString(folder.resolve("b"), "123");
        requireConflict("Cannot publish: input %s/b changed while running (3 bytes, were 2)");
    }

    @Test
    void anotherTimeMatters() throws IOException {
        Files.setLastModifiedTime(folder.resolve("b"), FileTime.fromMillis(1));
        requireConflict("Cannot publish: input %s/b changed while running (it was written again)");
    }

    @Test
    void aFileThatIsGoneMatters() throws IOException {
        Files.delete(folder.resolve("a"));
        requireConflict("Cannot publish: input %s/a changed while running (it is gone)");
        Files.delete(folder.resolve("b"));
        requireConflict("Cannot publish: input changed while running: Cannot find input: no files below %s");
    }
}
