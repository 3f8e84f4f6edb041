package io.sparkpooling.job.publish;

import java.io.IOException;

/**
 * A step failed and it cannot be seen whether it took effect. Whoever catches this deletes nothing: the files may be those
 * that readers use by now. The same run again finds out and goes on. The message is complete, for the user.
 */
public final class UnknownOutcomeException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnknownOutcomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
