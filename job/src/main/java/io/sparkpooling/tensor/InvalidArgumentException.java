package io.sparkpooling.tensor;

/**
 * What the user asked for cannot be done: an expression, an option, a shape. The message is for that user, complete as it
 * stands: what is invalid, its value, and the rule. A type of its own, so that it is never taken for a defect of ours.
 */
public final class InvalidArgumentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidArgumentException(String message) {
        super(message);
    }

    public InvalidArgumentException(String message, Throwable cause) {
        super(message, cause);
    }
}
