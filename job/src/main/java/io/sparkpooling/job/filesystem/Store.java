package io.sparkpooling.job.filesystem;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A file system as publishing needs it: what it reports as done is on the disk, a move never overwrites and never moves
 * <em>into</em> a folder, nothing is created beside what was asked for (no {@code .crc} files), a full disk is an {@link
 * IOException} and no {@code Error}. Hadoop's own local file system gives none of these.
 */
public interface Store {

    /** Creates a file only where nothing is, in one step; of several who try at once, one succeeds. */
    interface ConditionalCreate {

        /**
         * Creates a file of these bytes.
         *
         * @throws IOException if the name is taken, or storage failed: the outcome is unknown
         */
        void create(Path file, byte[] content) throws IOException;
    }

    /** The store that holds a path. */
    static Store of(Path path, Configuration conf) throws IOException {
        Path qualified = path.getFileSystem(conf).makeQualified(path);
        if (HadoopPaths.isLocal(qualified)) {
            return new LocalStore();
        }
        return Schemes.isObjectStore(qualified) ? ObjectStore.of(path, conf) : HadoopStore.of(path, conf);
    }

    /** How files are created only if absent, on stores that cannot {@linkplain #renames rename}. */
    default Optional<ConditionalCreate> conditionalCreate() {
        return Optional.empty();
    }

    /** Whether a move is one step, that of a folder with all that is in it too; on object stores it is none. */
    default boolean renames() {
        return conditionalCreate().isEmpty();
    }

    /** What a path stands for, links followed. */
    Optional<Entry> find(Path path) throws IOException;

    /** Everything in a folder, sorted by name, dangling links and hidden names too. */
    List<Entry> list(Path folder) throws IOException;

    /** The path with all links resolved, as far as it exists. */
    Path resolve(Path path) throws IOException;

    /** A file's bytes from the start. */
    InputStream open(Path file) throws IOException;

    /** A new or emptied file in an existing folder; its bytes are durable when the stream was closed. */
    OutputStream create(Path file) throws IOException;

    /** Creates a folder and those around it, where missing. */
    void createFolders(Path folder) throws IOException;

    /** Moves a file or folder to a name that does not exist yet; the outcome of a failure is unknown. */
    void move(Path from, Path to) throws IOException;

    /** Moves a file to a name, in place of a file that may be there. */
    void replace(Path from, Path to) throws IOException;

    /** Deletes a file, or a folder with all that is in it; links are not followed; nothing there is no error. */
    void delete(Path path) throws IOException;

    /** Deletes a folder unless something is in it; whether it is gone. */
    boolean deleteEmptyFolder(Path folder) throws IOException;

    /** Whether two existing paths lie on one volume, so that a rename from one to the other is possible. */
    boolean sameVolume(Path one, Path other) throws IOException;

    default boolean exists(Path path) throws IOException {
        return find(path).isPresent();
    }

    /**
     * All files below a folder, folder by folder in the order of names; links to folders are files here. A folder that does
     * not exist, or vanishes meanwhile, holds none.
     */
    default List<Entry> filesBelow(Path folder) throws IOException {
        List<Entry> files = new ArrayList<>();
        for (Entry entry : listOrNothing(folder)) {
            if (entry.isFolder() && !entry.link()) {
                files.addAll(filesBelow(entry.path()));
            } else {
                files.add(entry);
            }
        }
        return files;
    }

    private List<Entry> listOrNothing(Path folder) throws IOException {
        try {
            return list(folder);
        } catch (NoSuchFileException | FileNotFoundException e) {
            return List.of();
        }
    }

    /** A file of these bytes, {@linkplain #create(Path) as} durable. */
    default void write(Path file, byte[] content) throws IOException {
        try (OutputStream out = create(file)) {
            out.write(content);
        }
    }

    /** All bytes of a small file. */
    default byte[] read(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return in.readAllBytes();
        }
    }
}
