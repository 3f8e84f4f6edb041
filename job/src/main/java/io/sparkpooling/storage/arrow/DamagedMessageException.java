package io.sparkpooling.storage.arrow;

/** A message that cannot be what it claims to be; the reason alone, to which the reader adds file and message. */
final class DamagedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedMessageException(String reason) {
        super(reason);
    }

    static void require(boolean condition, String reason, Object... values) throws DamagedMessageException {
        if (!condition) {
            throw new DamagedMessageException(reason.formatted(values));
        }
    }
}
