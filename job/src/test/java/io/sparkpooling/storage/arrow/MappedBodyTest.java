package io.sparkpooling.storage.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On local disk a body is the file's own pages, not a copy of them. */
class MappedBodyTest {
    @TempDir
    Path folder;

    private ArrowBytes file(byte... bytes) throws IOException {
        Path file = Files.write(folder.resolve("body"), bytes);
        return ArrowBytes.open(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration());
    }

    /** A copy would not know what is written to the file afterwards. */
    @Test
    void aBodyShowsWhatTheFileHoldsNow() throws IOException {
        try (ArrowBytes bytes = file((byte) 1, (byte) 2, (byte) 3);
                BufferAllocator allocator = new RootAllocator();
                ArrowBuf body = bytes.body(1, 2, allocator);
                RandomAccessFile writer =
                        new RandomAccessFile(folder.resolve("body").toFile(), "rw")) {
            assertThat(body.getByte(0)).isEqualTo((byte) 2);
            writer.seek(1);
            writer.write(7);
            assertThat(body.getByte(0)).isEqualTo((byte) 7);
        }
    }

    @Test
    void aBodyBehindTheEndOfTheFileIsAnError() throws IOException {
        try (ArrowBytes bytes = file((byte) 1);
                BufferAllocator allocator = new RootAllocator()) {
            assertThatThrownBy(() -> bytes.body(1, 1, allocator))
                    .isInstanceOf(EOFException.class)
                    .hasMessage("the file ends at 1");
        }
    }
}
