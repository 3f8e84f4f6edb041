package io.sparkpooling.job.fault;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** The local disk under {@code fault:/path}, with HDFS's renames and {@link Faults}. */
public final class FaultFileSystem extends RawLocalFileSystem {
    public static final String SCHEME = "fault";

    private static final URI ROOT = URI.create("fault:///");
    private static final Object RENAME = new Object();

    /** A configuration in which {@code fault:} is known. */
    public static Configuration configuration() {
        Configuration conf = new Configuration(false);
        conf.set("fs.fault.impl", FaultFileSystem.class.getName());
        conf.set("fs.AbstractFileSystem.fault.impl", FaultContextFileSystem.class.getName());
        return conf;
    }

    @Override
    public URI getUri() {
        return ROOT;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
        return Faults.around("open", file, () -> super.open(file, bufferSize));
    }

    @Override
    public FSDataOutputStream create(
            Path file, boolean overwrite, int buffer, short replication, long block, Progressable progress)
            throws IOException {
        return faulty(file, true);
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        return faulty(file, true);
    }

    @Override
    public FSDataOutputStream createNonRecursive(
            Path file,
            FsPermission permission,
            EnumSet<CreateFlag> flags,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        return faulty(file, false);
    }

    private FSDataOutputStream faulty(Path file, boolean withFolders) throws IOException {
        return Faults.around("create", file, () -> {
            java.nio.file.Path local = pathToFile(file).toPath();
            if (withFolders) {
                Files.createDirectories(local.getParent());
            }
            OutputStream out = Files.newOutputStream(
                    local, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
            return new FSDataOutputStream(new FaultStream(file, out), statistics);
        });
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        rename(from, to, false);
        return true;
    }

    @Override
    @SuppressWarnings("deprecation")
    public void rename(Path from, Path to, Options.Rename... options) throws IOException {
        rename(from, to, Arrays.asList(options).contains(Options.Rename.OVERWRITE));
    }

    void rename(Path from, Path to, boolean overwrite) throws IOException {
        Faults.around("rename", from + " -> " + to, () -> {
            synchronized (RENAME) {
                move(pathToFile(from).toPath(), pathToFile(to).toPath(), overwrite);
            }
            return true;
        });
    }

    private static void move(java.nio.file.Path from, java.nio.file.Path to, boolean overwrite) throws IOException {
        if (!Files.exists(from)) {
            throw new FileNotFoundException(from.toString());
        }
        if (Files.exists(to) && !overwrite) {
            throw new FileAlreadyExistsException(to.toString());
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return Faults.around("delete", path, () -> super.delete(path, recursive));
    }

    @Override
    public boolean mkdirs(Path folder) throws IOException {
        return Faults.around("mkdirs", folder, () -> {
            Files.createDirectories(pathToFile(folder).toPath());
            return true;
        });
    }

    @Override
    public boolean mkdirs(Path folder, FsPermission permission) throws IOException {
        return mkdirs(folder);
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        return Faults.around("list", folder, () -> super.listStatus(folder));
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return Faults.around("status", path, () -> super.getFileStatus(path));
    }
}
