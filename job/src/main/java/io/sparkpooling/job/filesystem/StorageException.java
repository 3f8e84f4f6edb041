package io.sparkpooling.job.filesystem;

import java.io.IOException;

/** Storage cannot do what is needed. The message is complete, for the user, unlike those of the JDK and of Hadoop. */
public final class StorageException extends IOException {
    private static final long serialVersionUID = 1L;

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
