package io.sparkpooling.storage.arrow;

/**
 * Where a message lies, with all of its bytes inside of the file.
 *
 * @param offset of its first byte, the length prefix
 * @param metadataLength the bytes of prefix, flatbuffer and padding
 * @param bodyLength the bytes of the buffers behind it
 */
record MessageBlock(long offset, int metadataLength, long bodyLength) {

    /** Where the body begins. */
    long bodyOffset() {
        return offset + metadataLength;
    }

    /** Where the next message begins, at the earliest. */
    long end() {
        return bodyOffset() + bodyLength;
    }
}
