package io.sparkpooling.job.fault;

import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Any store with {@link Faults}: how the local store, which is no Hadoop file system, is made to fail.
 *
 * @param kind what the store passes for
 */
public record FaultStore(Store store, Kind kind) implements Store {

    /**
     * An object store differs in that nobody trusts its renames, in a condition for creating, and in listings that are of
     * one moment, where a folder that is read while names come and go can miss both the old and the new.
     */
    public enum Kind {
        FILE_SYSTEM,
        OBJECT_STORE
    }

    private static final Object MOMENT = new Object();

    private interface Step {
        void run() throws IOException;
    }

    private static void around(String operation, Object path, Step step) throws IOException {
        Faults.around(operation, path, () -> {
            step.run();
            return true;
        });
    }

    @Override
    public Optional<ConditionalCreate> conditionalCreate() {
        return kind == Kind.FILE_SYSTEM
                ? Optional.empty()
                : Optional.of((file, content) -> around("create", file, () -> createIfAbsent(file, content)));
    }

    /** By a link, which the local store makes of a move: it fails where the name is taken. */
    private void createIfAbsent(Path file, byte[] content) throws IOException {
        Path attempt =
                new Path(file.getParent(), "attempt-" + Thread.currentThread().getId());
        store.createFolders(file.getParent());
        store.write(attempt, content);
        synchronized (MOMENT) {
            try {
                store.move(attempt, file);
            } finally {
                store.delete(attempt);
            }
        }
    }

    @Override
    public Optional<Entry> find(Path path) throws IOException {
        return Faults.around("find", path, () -> store.find(path));
    }

    @Override
    public List<Entry> list(Path folder) throws IOException {
        return Faults.around("list", folder, () -> {
            synchronized (MOMENT) {
                return store.list(folder);
            }
        });
    }

    @Override
    public Path resolve(Path path) throws IOException {
        return store.resolve(path);
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return Faults.around("open", file, () -> store.open(file));
    }

    @Override
    public OutputStream create(Path file) throws IOException {
        return Faults.around("create", file, () -> new FaultStream(file, store.create(file)));
    }

    @Override
    public void createFolders(Path folder) throws IOException {
        around("mkdirs", folder, () -> store.createFolders(folder));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        around("move", from + " -> " + to, () -> store.move(from, to));
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        around("replace", from + " -> " + to, () -> store.replace(from, to));
    }

    @Override
    public void delete(Path path) throws IOException {
        List<Path> paths = new ArrayList<>();
        if (store.find(path).filter(Entry::isFolder).isPresent()) {
            store.filesBelow(path).forEach(file -> paths.add(file.path()));
        }
        paths.add(path);
        Faults.aroundParts("delete", path, paths.size(), count -> deleteFirst(paths, count));
    }

    private void deleteFirst(List<Path> paths, int count) throws IOException {
        for (Path path : paths.subList(0, count)) {
            synchronized (MOMENT) {
                store.delete(path);
            }
        }
    }

    @Override
    public boolean deleteEmptyFolder(Path folder) throws IOException {
        return Faults.around("rmdir", folder, () -> store.deleteEmptyFolder(folder));
    }

    @Override
    public boolean sameVolume(Path one, Path other) throws IOException {
        return store.sameVolume(one, other);
    }
}
