package io.sparkpooling.job.publish;

import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.StorageException;
import io.sparkpooling.job.filesystem.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a task finishes a unit: files are written as attempts, durable when closed; moved to their final names; then the
 * journal says so. Every step can be repeated, and two attempts at once do no harm, since both write the same bytes.
 */
public final class UnitFiles {
    private static final Logger LOG = LoggerFactory.getLogger(UnitFiles.class);

    private UnitFiles() {}

    /** A written file: where the attempt put it, where it belongs, and what is in it. */
    public record Finished(Path attempt, Path target, long length, String sha256) {}

    /** A new file, usually an {@linkplain Staging#attempt attempt}; it fails once the staging folder is gone, except on object stores. */
    public static OutputStream create(Staging staging, Path file) throws IOException {
        return staging.store().create(file);
    }

    /**
     * Deletes what an attempt has left: on a full disk it would be in the way of the next one. What cannot be deleted goes
     * with the staging folder.
     */
    public static void discard(Staging staging, Path... attempts) {
        for (Path attempt : attempts) {
            try {
                staging.store().delete(attempt);
            } catch (IOException e) {
                LOG.debug("Cannot delete {}: {}", HadoopPaths.printable(attempt), e.getMessage());
            }
        }
    }

    /** Puts the files of a unit in their places, then its entry in the journal. */
    public static void commit(Staging staging, String unitName, List<Finished> files, byte[] journalEntry)
            throws IOException {
        for (Finished file : files) {
            place(staging, unitName, file);
        }
        Path journal = staging.journal(unitName);
        Path attempt =
                staging.attempt(unitName + ".journal", Thread.currentThread().getId());
        staging.store().write(attempt, journalEntry);
        if (AtomicRename.move(staging.store(), attempt, journal) == AtomicRename.Outcome.DESTINATION_EXISTS) {
            staging.store().delete(attempt);
        }
    }

    private static void place(Staging staging, String unitName, Finished file) throws IOException {
        Store store = staging.store();
        requireWhole(store, file);
        store.createFolders(file.target().getParent());
        if (AtomicRename.move(store, file.attempt(), file.target()) == AtomicRename.Outcome.MOVED) {
            return;
        }
        if (Digests.verify(store, file.target(), file.length(), file.sha256())) {
            store.delete(file.attempt());
        } else {
            replaceDamaged(staging, unitName, file);
        }
    }

    /** A close that reported success and left a short file is noticed here, not by a reader. */
    private static void requireWhole(Store store, Finished file) throws IOException {
        long found = store.find(file.attempt()).map(Entry::length).orElse(-1L);
        if (found != file.length()) {
            throw new StorageException("Cannot finish %s: %s"
                    .formatted(
                            HadoopPaths.printable(file.attempt()),
                            found < 0
                                    ? "the file is gone"
                                    : "%d bytes were written, %d are there".formatted(file.length(), found)));
        }
    }

    /** Other bytes under the final name: a file damaged before it was journaled, or else a unit that is not reproducible. */
    private static void replaceDamaged(Staging staging, String unitName, Finished file) throws IOException {
        if (staging.store().exists(staging.journal(unitName))) {
            throw new IllegalStateException("unit %s gave other bytes than before: %s and %s"
                    .formatted(unitName, file.attempt(), file.target()));
        }
        staging.store().replace(file.attempt(), file.target());
    }
}
