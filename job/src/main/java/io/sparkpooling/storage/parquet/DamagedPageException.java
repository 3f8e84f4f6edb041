package io.sparkpooling.storage.parquet;

/**
 * The bytes of a page are not what they should be. Decoders throw it, which know nothing of files and columns; {@link
 * ChunkPlace} turns it into the complete message.
 */
final class DamagedPageException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedPageException(String reason) {
        super(reason);
    }

    DamagedPageException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
