package io.sparkpooling.job.publish;

import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.Store;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A move that never overwrites, never moves into a folder, and knows its outcome: when the call fails it looks which of the
 * two names exists, since the answer to a move that was done can be lost on the way.
 */
public final class AtomicRename {

    /** What became of a move. */
    public enum Outcome {
        MOVED,
        /** The call failed, yet the old name is gone and the new one is there: moved by this call, or by somebody else. */
        FOUND_MOVED,
        /** Something else has that name; nothing was moved. */
        DESTINATION_EXISTS
    }

    private AtomicRename() {}

    public static Outcome move(Path from, Path to, Configuration conf) throws IOException {
        return move(Store.of(from, conf), from, to);
    }

    /**
     * Moves a file or a folder.
     *
     * @throws UnknownOutcomeException if it cannot be seen whether it was moved
     * @throws IOException if it was not moved
     */
    static Outcome move(Store store, Path from, Path to) throws IOException {
        try {
            store.move(from, to);
            return Outcome.MOVED;
        } catch (IOException e) {
            return outcomeOfFailure(store, from, to, e);
        }
    }

    private static Outcome outcomeOfFailure(Store store, Path from, Path to, IOException failure) throws IOException {
        boolean source;
        boolean destination;
        try {
            source = store.exists(from);
            destination = store.exists(to);
        } catch (IOException e) {
            failure.addSuppressed(e);
            throw unknown(from, to, failure);
        }
        if (source == destination) {
            if (source) {
                return Outcome.DESTINATION_EXISTS;
            }
            throw unknown(from, to, failure);
        }
        if (destination) {
            return Outcome.FOUND_MOVED;
        }
        throw failure;
    }

    private static UnknownOutcomeException unknown(Path from, Path to, IOException failure) {
        return new UnknownOutcomeException(
                "Cannot tell whether %s became %s: %s (nothing was deleted; the same command again finds out)"
                        .formatted(HadoopPaths.printable(from), HadoopPaths.printable(to), failure.getMessage()),
                failure);
    }
}
