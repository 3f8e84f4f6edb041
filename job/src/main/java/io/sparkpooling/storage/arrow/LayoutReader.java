package io.sparkpooling.storage.arrow;

import static io.sparkpooling.storage.arrow.DamagedMessageException.require;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Finds what lies where: of a file in its footer, of a stream by walking over its messages without their bodies. */
final class LayoutReader {
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    private static final int START = 8;
    private static final int TAIL = Integer.BYTES + 6;

    private final ArrowBytes bytes;
    private final long length;
    private final MessageReader messages;

    LayoutReader(ArrowBytes bytes, long length, MessageReader messages) {
        this.bytes = bytes;
        this.length = length;
        this.messages = messages;
    }

    /** Whether the first bytes of a file are those of the file format. */
    static boolean isFile(ByteBuffer start) {
        byte[] magic = new byte[MAGIC.length];
        start.get(0, magic);
        return java.util.Arrays.equals(magic, MAGIC);
    }

    ArrowLayout read() throws IOException, DamagedMessageException {
        require(length >= START, "it has %d bytes", length);
        return isFile(bytes.read(0, START)) ? file() : stream();
    }

    private ArrowLayout file() throws IOException, DamagedMessageException {
        require(length >= START + TAIL, "the file of %d bytes is cut off", length);
        ByteBuffer tail = bytes.read(length - TAIL, TAIL);
        byte[] magic = new byte[MAGIC.length];
        tail.get(Integer.BYTES, magic);
        require(java.util.Arrays.equals(magic, MAGIC), "it does not end with ARROW1: it is cut off");
        int size = tail.getInt(0);
        require(size > 0 && size <= length - START - TAIL, "its footer states %d bytes of %d", size, length);
        require(
                size <= MessageReader.LARGEST_METADATA,
                "its footer states %d bytes (at most %d are read)",
                size,
                MessageReader.LARGEST_METADATA);
        long end = length - TAIL - size;
        Footer footer = Footer.getRootAsFooter(bytes.read(end, size).order(ByteOrder.LITTLE_ENDIAN));
        Schema schema = MessageReader.schema(footer.schema());
        List<MessageBlock> dictionaries = new ArrayList<>();
        for (int index = 0; index < footer.dictionariesLength(); index++) {
            dictionaries.add(block(footer.dictionaries(index), end));
        }
        List<List<MessageBlock>> ranges = new ArrayList<>();
        for (int index = 0; index < footer.recordBatchesLength(); index++) {
            ranges.add(List.of(block(footer.recordBatches(index), end)));
        }
        return new ArrowLayout(schema, dictionaries, ranges, false);
    }

    private static MessageBlock block(Block block, long end) throws DamagedMessageException {
        boolean inside = block.offset() >= START
                && block.metaDataLength() > 0
                && block.bodyLength() >= 0
                && block.offset() <= end
                && block.metaDataLength() <= end - block.offset()
                && block.bodyLength() <= end - block.offset() - block.metaDataLength();
        require(
                inside,
                "a message of %d and %d bytes at %d lies outside of the file",
                block.metaDataLength(),
                block.bodyLength(),
                block.offset());
        return new MessageBlock(block.offset(), block.metaDataLength(), block.bodyLength());
    }

    private ArrowLayout stream() throws IOException, DamagedMessageException {
        int schemaLength = messages.metadataLength(0, length);
        require(schemaLength > 0, "it is neither an Arrow file nor an Arrow stream");
        Message first = messages.message(0, schemaLength);
        require(first.headerType() == MessageHeader.Schema, "its first message is of type %d", first.headerType());
        var stored = (org.apache.arrow.flatbuf.Schema) first.header(new org.apache.arrow.flatbuf.Schema());
        Schema schema = MessageReader.schema(stored);
        List<MessageBlock> blocks = new ArrayList<>();
        long offset = schemaLength;
        for (int size = messages.metadataLength(offset, length);
                size > 0;
                size = messages.metadataLength(offset, length)) {
            long body = messages.message(offset, size).bodyLength();
            require(
                    body >= 0 && body <= length - offset - size,
                    "the body of the message at %d states %d bytes, the file has %d more",
                    offset,
                    body,
                    length - offset - size);
            blocks.add(new MessageBlock(offset, size, body));
            offset = blocks.get(blocks.size() - 1).end();
        }
        return new ArrowLayout(schema, List.of(), blocks.isEmpty() ? List.of() : List.of(blocks), true);
    }
}
