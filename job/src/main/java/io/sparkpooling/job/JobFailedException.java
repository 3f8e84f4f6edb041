package io.sparkpooling.job;

/** A run that ended without publishing. The message is for the user, complete as it stands. */
public final class JobFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Failure failure;

    public JobFailedException(Failure failure, String message) {
        super(message);
        this.failure = failure;
    }

    public JobFailedException(Failure failure, String message, Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    /** What the user has to do about it. */
    public Failure failure() {
        return failure;
    }
}
