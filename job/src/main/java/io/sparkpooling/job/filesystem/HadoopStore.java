package io.sparkpooling.job.filesystem;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * HDFS and its like. Moves go through {@link FileContext}, whose rename refuses a target that exists, where {@code
 * FileSystem.rename} may move into it.
 */
final class HadoopStore implements Store {
    private static final int BUFFER_BYTES = 1 << 16;

    private final FileSystem fileSystem;
    private final FileContext context;

    private HadoopStore(FileSystem fileSystem, FileContext context) {
        this.fileSystem = fileSystem;
        this.context = context;
    }

    static HadoopStore of(Path path, Configuration conf) throws IOException {
        FileSystem fileSystem = path.getFileSystem(conf);
        return new HadoopStore(fileSystem, FileContext.getFileContext(fileSystem.getUri(), conf));
    }

    @Override
    public Optional<Entry> find(Path path) throws IOException {
        try {
            return Optional.of(entry(fileSystem.getFileStatus(path)));
        } catch (FileNotFoundException | ParentNotDirectoryException e) {
            return Optional.empty();
        }
    }

    private static Entry entry(FileStatus status) {
        Entry.Kind kind = status.isDirectory() ? Entry.Kind.FOLDER : Entry.Kind.FILE;
        return new Entry(
                status.getPath(),
                kind,
                status.isSymlink(),
                kind == Entry.Kind.FILE ? status.getLen() : 0,
                status.getModificationTime());
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
    public OutputStream create(Path file) throws IOException {
        FSDataOutputStream out = fileSystem.createNonRecursive(
                file,
                FsPermission.getFileDefault().applyUMask(FsPermission.getUMask(fileSystem.getConf())),
                EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
                BUFFER_BYTES,
                fileSystem.getDefaultReplication(file),
                fileSystem.getDefaultBlockSize(file),
                null);
        return new DurableStream(file, out, () -> persist(out), out);
    }

    private static void persist(FSDataOutputStream out) throws IOException {
        if (out.hasCapability(StreamCapabilities.HSYNC)) {
            out.hsync();
        }
    }

    @Override
    public void createFolders(Path folder) throws IOException {
        if (!fileSystem.mkdirs(folder)) {
            throw new StorageException("Cannot create folder: " + HadoopPaths.printable(folder));
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        context.rename(from, to, Options.Rename.NONE);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        context.rename(from, to, Options.Rename.OVERWRITE);
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
