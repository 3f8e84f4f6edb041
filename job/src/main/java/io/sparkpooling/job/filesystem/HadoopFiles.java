package io.sparkpooling.job.filesystem;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;

/** What HDFS and object stores have in common: everything but how a file comes to its name. */
abstract class HadoopFiles implements Store {
    static final int BUFFER_BYTES = 1 << 16;

    final FileSystem fileSystem;

    HadoopFiles(FileSystem fileSystem) {
        this.fileSystem = fileSystem;
    }

    @Override
    public Optional<Entry> find(Path path) throws IOException {
        try {
            return Optional.of(entry(fileSystem.getFileStatus(path)));
        } catch (FileNotFoundException | ParentNotDirectoryException e) {
            return Optional.empty();
        }
    }

    final Entry entry(FileStatus status) {
        Entry.Kind kind = status.isDirectory() ? Entry.Kind.FOLDER : Entry.Kind.FILE;
        return new Entry(
                status.getPath(),
                kind,
                status.isSymlink(),
                kind == Entry.Kind.FILE ? status.getLen() : 0,
                modifiedMillis(status));
    }

    long modifiedMillis(FileStatus status) {
        return status.getModificationTime();
    }

    @Override
    public List<Entry> list(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (FileStatus status : fileSystem.listStatus(folder)) {
            entries.add(entry(status));
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    @Override
    public Path resolve(Path path) {
        return fileSystem.makeQualified(path);
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return fileSystem.open(file, BUFFER_BYTES);
    }

    @Override
    public void createFolders(Path folder) throws IOException {
        if (!fileSystem.mkdirs(folder)) {
            throw new StorageException("Cannot create folder: " + HadoopPaths.printable(folder));
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        if (!fileSystem.delete(path, true) && exists(path)) {
            throw new StorageException("Cannot delete: " + HadoopPaths.printable(path));
        }
    }

    @Override
    public boolean deleteEmptyFolder(Path folder) throws IOException {
        if (!exists(folder)) {
            return true;
        }
        return fileSystem.listStatus(folder).length == 0 && fileSystem.delete(folder, false);
    }

    @Override
    public boolean sameVolume(Path one, Path other) {
        return true;
    }
}
