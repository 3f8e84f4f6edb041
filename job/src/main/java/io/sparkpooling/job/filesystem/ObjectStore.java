package io.sparkpooling.job.filesystem;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * S3, Google Cloud Storage, Azure. An object appears whole or not at all, but a folder is only a way of speaking: to rename one
 * would be to copy every object in it. A file is moved by the store itself, as a copy; whoever moves two files to one name at a
 * time must mean the same bytes, since the name is looked at first and taken after.
 */
final class ObjectStore extends HadoopFiles {
    private final ConditionalCreate conditionalCreate;

    private ObjectStore(FileSystem fileSystem) {
        super(fileSystem);
        this.conditionalCreate = new ObjectCreate(fileSystem);
    }

    static ObjectStore of(Path path, Configuration conf) throws IOException {
        return new ObjectStore(path.getFileSystem(conf));
    }

    @Override
    public Optional<ConditionalCreate> conditionalCreate() {
        return Optional.of(conditionalCreate);
    }

    /** In whole seconds: some stores list milliseconds, and answer for one object without them. */
    @Override
    long modifiedMillis(FileStatus status) {
        return status.getModificationTime() / 1000 * 1000;
    }

    /** In one listing, where folders would take one each. */
    @Override
    public List<Entry> filesBelow(Path folder) throws IOException {
        List<Entry> files = new ArrayList<>();
        if (exists(folder)) {
            RemoteIterator<LocatedFileStatus> statuses = fileSystem.listFiles(folder, true);
            while (statuses.hasNext()) {
                files.add(entry(statuses.next()));
            }
        }
        files.sort(Comparator.comparing(Entry::path));
        return files;
    }

    @Override
    public OutputStream create(Path file) throws IOException {
        FSDataOutputStream out =
                fileSystem.createFile(file).overwrite(true).recursive().build();
        return new DurableStream(file, out, () -> {}, out);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        if (exists(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        if (!fileSystem.rename(from, to)) {
            throw new StorageException(
                    "Cannot move %s to %s".formatted(HadoopPaths.printable(from), HadoopPaths.printable(to)));
        }
    }

    /** Read and written anew, so that there is no moment without the file. */
    @Override
    public void replace(Path from, Path to) throws IOException {
        try (InputStream in = open(from)) {
            FSDataOutputStream out =
                    fileSystem.createFile(to).overwrite(true).recursive().build();
            in.transferTo(out);
            out.close();
        }
        delete(from);
    }
}
