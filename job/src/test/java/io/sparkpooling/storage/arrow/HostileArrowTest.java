package io.sparkpooling.storage.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.storage.UnreadableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that lie about lengths or are cut off end in an error that names the file: no hang, no crash, no exhausted memory. */
class HostileArrowTest {
    private static final Path FOLDER = Path.of("src/test/resources/conventions");
    private static final ArrowPooling POOLING = ArrowPooling.of("max_pool2d(features, kernel_size=2)");

    @TempDir
    Path temporary;

    private static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(FOLDER.resolve("pyarrow-fixed-shape-tensor-" + name + ".arrow"));
    }

    private void pool(byte[] content) throws IOException {
        Path input = temporary.resolve("input.arrow");
        Files.write(input, content);
        POOLING.run(temporary.resolve("output.arrow"), input);
    }

    private void assertUnreadable(byte[] content, String reason) {
        assertThatThrownBy(() -> pool(content))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("[input.arrow] Cannot read ")
                .hasMessageContaining(reason);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int footerStart(byte[] file) {
        return file.length - 10 - little(file).getInt(file.length - 10);
    }

    private static Footer footer(byte[] file) {
        return Footer.getRootAsFooter(
                little(file).position(footerStart(file)).slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    private static Block firstBlock(byte[] file) {
        return footer(file).recordBatches(0);
    }

    /** The flatbuffer of a file's first record batch; what is written into {@code bytes} shows in it. */
    private static RecordBatch firstBatch(byte[] file) {
        int start = (int) firstBlock(file).offset() + 8;
        ByteBuffer metadata = little(file)
                .position(start)
                .limit(start + firstBlock(file).metaDataLength() - 8)
                .slice();
        Message message = Message.getRootAsMessage(metadata.order(ByteOrder.LITTLE_ENDIAN));
        return (RecordBatch) message.header(new RecordBatch());
    }

    /** Where the structs of the first record batch lie in the file: 16 bytes each for nodes and buffers. */
    private static int place(byte[] file, com.google.flatbuffers.Struct struct) throws ReflectiveOperationException {
        var field = com.google.flatbuffers.Struct.class.getDeclaredField("bb_pos");
        field.setAccessible(true);
        return (int) firstBlock(file).offset() + 8 + field.getInt(struct);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "file-zstd", "file-lz4", "stream"})
    void cutOffAnywhereIsAnErrorOrFewerRows(String name) throws IOException {
        byte[] whole = bytes(name);
        for (int length = 0; length < whole.length; length += 97) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            try {
                pool(cut);
                assertThat(name).as("a stream may end between two messages").isEqualTo("stream");
            } catch (UnreadableFileException expected) {
                assertThat(expected).hasMessageStartingWith("[input.arrow] Cannot read ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "file-zstd", "file-lz4", "stream"})
    void anyByteMayBeAnything(String name) throws IOException {
        byte[] whole = bytes(name);
        long seed = 20_261_124;
        Random random = new Random(seed);
        for (int turn = 0; turn < 400; turn++) {
            byte[] damaged = whole.clone();
            damaged[place(whole, name, random, turn)] = (byte) random.nextInt();
            try {
                pool(damaged);
            } catch (UnreadableFileException | io.sparkpooling.tensor.InvalidArgumentException refused) {
                assertThat(refused.getMessage())
                        .as("seed %d, turn %d", seed, turn)
                        .isNotBlank();
            }
        }
    }

    /** Every second time in the metadata at the beginning or the end, where a byte means most. */
    private static int place(byte[] whole, String name, Random random, int turn) {
        if (turn % 2 == 0) {
            return random.nextInt(whole.length);
        }
        return name.equals("stream") || turn % 4 == 1 ? random.nextInt(1000) : whole.length - 1 - random.nextInt(900);
    }

    @Test
    void footerThatIsLongerThanTheFile() throws IOException {
        byte[] file = bytes("file");
        little(file).putInt(file.length - 10, Integer.MAX_VALUE);
        assertUnreadable(file, "its footer states 2147483647 bytes");
    }

    @Test
    void negativeFooterLength() throws IOException {
        byte[] file = bytes("file");
        little(file).putInt(file.length - 10, -5);
        assertUnreadable(file, "its footer states -5 bytes");
    }

    @Test
    void bodyThatReachesOutOfTheFile() throws Exception {
        byte[] file = bytes("file");
        Block block = firstBlock(file);
        var field = com.google.flatbuffers.Struct.class.getDeclaredField("bb_pos");
        field.setAccessible(true);
        little(file).putLong(footerStart(file) + field.getInt(block) + 16, 1L << 40);
        assertUnreadable(file, "lies outside of the file");
    }

    @Test
    void bufferThatReachesOutOfItsBody() throws Exception {
        byte[] file = bytes("file");
        RecordBatch batch = firstBatch(file);
        int last = batch.buffersLength() - 1;
        little(file).putLong(place(file, batch.buffers(last)) + 8, Long.MAX_VALUE);
        assertUnreadable(file, "lies outside of its body");
    }

    @Test
    void bufferThatIsShorterThanItsValues() throws Exception {
        byte[] file = bytes("file");
        RecordBatch batch = firstBatch(file);
        int last = batch.buffersLength() - 1;
        little(file).putLong(place(file, batch.buffers(last)) + 8, 64);
        assertUnreadable(file, "has 64 bytes");
    }

    @Test
    void moreNullsThanValues() throws Exception {
        byte[] file = bytes("file");
        little(file).putLong(place(file, firstBatch(file).nodes(0)) + 8, 1000);
        assertUnreadable(file, "a column states 2 values, 1000 of them null");
    }

    @Test
    void otherRowsThanTheBatchHas() throws Exception {
        byte[] file = bytes("file");
        little(file).putLong(place(file, firstBatch(file).nodes(0)), 3);
        assertUnreadable(file, "has 3 values in a batch of 2 rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file-zstd", "file-lz4"})
    void plainSizeThatTheCodecCannotReach(String name) throws Exception {
        byte[] file = bytes(name);
        little(file).putLong(lastBuffer(file), 1L << 40);
        assertUnreadable(file, "states a plain size of 1099511627776");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file-zstd", "file-lz4"})
    void plainSizeThatIsTooLarge(String name) throws Exception {
        byte[] file = bytes(name);
        int prefix = lastBuffer(file);
        long size = little(file).getLong(prefix);
        little(file).putLong(prefix, size + 64);
        assertUnreadable(file, "holds %d bytes, but states %d".formatted(size, size + 64));
    }

    @Test
    void plainSizeThatIsTooSmall() throws Exception {
        byte[] file = bytes("file-lz4");
        int prefix = lastBuffer(file);
        long size = little(file).getLong(prefix);
        little(file).putLong(prefix, size - 64);
        assertUnreadable(file, "holds more than the %d bytes that it states".formatted(size - 64));
        byte[] zstd = bytes("file-zstd");
        little(zstd).putLong(lastBuffer(zstd), size - 64);
        assertUnreadable(zstd, "zstd: ");
    }

    /** Where the bytes of the first record batch's last buffer begin. */
    private static int lastBuffer(byte[] file) {
        RecordBatch batch = firstBatch(file);
        long body = firstBlock(file).offset() + firstBlock(file).metaDataLength();
        return (int) (body + batch.buffers(batch.buffersLength() - 1).offset());
    }

    @Test
    void streamWhoseMessageIsLongerThanItself() throws IOException {
        byte[] stream = bytes("stream");
        little(stream).putInt(4, Integer.MAX_VALUE - 7);
        assertUnreadable(stream, "states 2147483640 bytes of metadata");
    }

    @Test
    void streamWhoseMessageHasANegativeLength() throws IOException {
        byte[] stream = bytes("stream");
        little(stream).putInt(4, -2);
        assertUnreadable(stream, "states -2 bytes");
    }
}
