package io.sparkpooling.job.listing;

import java.io.IOException;

/** An input that does not exist, or holds no file. The message is complete, for the user. */
public final class NoSuchInputException extends IOException {
    private static final long serialVersionUID = 1L;

    public NoSuchInputException(String message) {
        super(message);
    }
}
