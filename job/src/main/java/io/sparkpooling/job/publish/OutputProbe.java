package io.sparkpooling.job.publish;

import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.StorageException;
import io.sparkpooling.job.filesystem.Store;
import io.sparkpooling.job.listing.Locations;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Tries, before anything is read, what publishing will need: a folder beside the output, a file in it, a rename to the
 * output's side, or on an object store that a file is created only if it is absent. So a missing permission or a full disk is known at once, not after hours.
 */
public final class OutputProbe {
    private static final byte[] CONTENT = new byte[4096];

    private OutputProbe() {}

    /**
     * Leaves everything as it was.
     *
     * @throws IOException if the output cannot be written; the message says why
     */
    public static void check(String output, Configuration conf) throws IOException {
        Path path = Locations.output(output, conf);
        try {
            probe(Store.of(path, conf), path);
        } catch (IOException e) {
            throw new StorageException(
                    "Cannot write output: %s (%s)".formatted(HadoopPaths.printable(output), reason(e)), e);
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "no folder can be created there";
        }
        String kind = failure instanceof java.nio.file.FileSystemException
                ? failure.getClass().getSimpleName().replace("Exception", "") + ": "
                : "";
        return kind + failure.getMessage();
    }

    private static void probe(Store store, Path output) throws IOException {
        String unique = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        Path folder = HadoopPaths.beside(output, ".probe-" + unique);
        Path moved = HadoopPaths.beside(output, ".probed-" + unique);
        List<Path> created = missing(store, output.getParent());
        try {
            store.createFolders(folder);
            store.write(HadoopPaths.child(folder, "probe"), CONTENT);
            if (store.renames()) {
                store.move(folder, moved);
                requireNoMount(store, output);
            } else {
                requireCondition(store, HadoopPaths.child(folder, "once"));
            }
        } finally {
            store.delete(folder);
            store.delete(moved);
            for (Path parent : created) {
                store.deleteEmptyFolder(parent);
            }
        }
    }

    /** A store that ignores the condition would let two runs publish over each other. */
    private static void requireCondition(Store store, Path file) throws IOException {
        Store.ConditionalCreate create = store.conditionalCreate().orElseThrow();
        create.create(file, CONTENT);
        try {
            create.create(file, CONTENT);
        } catch (IOException e) {
            return;
        }
        throw new StorageException("the store writes over an object although it was told to create it only if absent");
    }

    /** The folders that do not exist yet, innermost first. */
    private static List<Path> missing(Store store, Path folder) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path at = folder; at != null && !store.exists(at); at = at.getParent()) {
            missing.add(at);
        }
        return missing;
    }

    /** A mounted volume cannot be renamed to, nor away. */
    private static void requireNoMount(Store store, Path output) throws IOException {
        if (store.exists(output) && !store.sameVolume(output, output.getParent())) {
            throw new StorageException(
                    "it is the root of a mounted volume, which no rename can replace; name a folder in it");
        }
    }
}
