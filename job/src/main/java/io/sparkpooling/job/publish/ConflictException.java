package io.sparkpooling.job.publish;

import java.io.IOException;

/**
 * The output, or the input, is not what this run may work with: output there already, another run published, a file of the
 * input changed. Nothing was published, nothing deleted. The message is complete, for the user.
 */
public final class ConflictException extends IOException {
    private static final long serialVersionUID = 1L;

    public ConflictException(String message) {
        super(message);
    }
}
