package io.sparkpooling.job;

import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.storage.UnreadableFileException;
import java.io.IOException;

/** An input file that turned out to be unreadable while it was read. */
final class UnreadableInputException extends IOException {
    private static final long serialVersionUID = 1L;

    private final InputFile file;

    UnreadableInputException(InputFile file, UnreadableFileException cause) {
        super(cause.getMessage(), cause);
        this.file = file;
    }

    /** The file. */
    InputFile file() {
        return file;
    }
}
