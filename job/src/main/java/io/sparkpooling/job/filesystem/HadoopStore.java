package io.sparkpooling.job.filesystem;

import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * HDFS and its like. Moves go through {@link FileContext}, whose rename refuses a target that exists, where {@code
 * FileSystem.rename} may move into it.
 */
final class HadoopStore extends HadoopFiles {
    private final FileContext context;

    private HadoopStore(FileSystem fileSystem, FileContext context) {
        super(fileSystem);
        this.context = context;
    }

    static HadoopStore of(Path path, Configuration conf) throws IOException {
        FileSystem fileSystem = path.getFileSystem(conf);
        return new HadoopStore(fileSystem, FileContext.getFileContext(fileSystem.getUri(), conf));
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
    public void move(Path from, Path to) throws IOException {
        context.rename(from, to, Options.Rename.NONE);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        context.rename(from, to, Options.Rename.OVERWRITE);
    }
}
