package io.sparkpooling.tensor;

/**
 * One row holds values that cannot be pooled, such as an index beyond the map, although its column is as it should be. The
 * message is the reason alone; whoever knows the file, the row and the column adds them.
 */
public final class InvalidTensorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidTensorException(String reason) {
        super(reason);
    }
}
