package io.sparkpooling.bench;

/** A library that pools the values of one {@link KernelWorkload}, again and again, on the calling thread. */
interface KernelContestant extends AutoCloseable {

    String name();

    /** Pools all rows once. */
    void pool() throws Exception;

    /** What it made of them, channels first. */
    double[] answer() throws Exception;

    @Override
    default void close() {}

    /** It does not know such a pooling; the message says why. */
    final class UnsupportedWorkloadException extends Exception {
        private static final long serialVersionUID = 1L;

        UnsupportedWorkloadException(String reason) {
            super(reason);
        }
    }
}
