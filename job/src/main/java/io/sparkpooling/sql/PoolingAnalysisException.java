package io.sparkpooling.sql;

/** A call that cannot be: thrown while the query is analysed, with the message of the expression language. */
public final class PoolingAnalysisException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PoolingAnalysisException(String message) {
        super(message);
    }
}
