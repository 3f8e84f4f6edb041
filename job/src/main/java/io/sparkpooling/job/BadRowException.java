package io.sparkpooling.job;

/** A row that cannot be pooled, in a run that is to fail then. */
final class BadRowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadRowException(String message) {
        super(message);
    }
}
