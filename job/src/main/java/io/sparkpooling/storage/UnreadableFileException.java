package io.sparkpooling.storage;

import java.io.IOException;

/**
 * A file whose content cannot be read as what it claims to be: truncated, damaged, hostile, encrypted, or written in a way
 * that is not supported. The message is complete: the file, what was to be read, and why that failed. The file is at fault,
 * not the storage: to try again is useless, which is why this is a type of its own.
 */
public final class UnreadableFileException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnreadableFileException(String message) {
        super(printable(message));
    }

    public UnreadableFileException(String message, Throwable cause) {
        super(printable(message), cause);
    }

    /** Names come from the file too: nothing in them may start a new line or an escape sequence in a log. */
    private static String printable(String message) {
        return message.replaceAll("\\p{Cntrl}", "?");
    }
}
