package io.sparkpooling.job.filesystem;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;

/**
 * Creates an object only if there is none of that name, by the means of each store: S3 by {@code If-None-Match} on the last
 * request of an upload, Google Cloud Storage by the generation 0, Azure by a rename of the finished file, which the service
 * refuses where the name is taken.
 */
record ObjectCreate(FileSystem fileSystem) implements Store.ConditionalCreate {
    private static final String IF_ABSENT = CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;
    private static final Set<String> S3 = Set.of("s3a", "s3");
    private static final Set<String> AZURE = Set.of("abfs", "abfss");

    @Override
    public void create(Path file, byte[] content) throws IOException {
        String scheme = file.toUri().getScheme();
        if (AZURE.contains(scheme)) {
            createByRename(file, content);
        } else if (S3.contains(scheme)) {
            createOnS3(file, content);
        } else {
            write(fileSystem.createFile(file).overwrite(false), content);
        }
    }

    private void createOnS3(Path file, byte[] content) throws IOException {
        if (!fileSystem.hasPathCapability(file, IF_ABSENT)) {
            throw new StorageException(
                    "Cannot create %s only if it is absent: its file system %s does not offer that (S3A of Hadoop 3.5 does, unless fs.s3a.create.conditional.enabled is false)"
                            .formatted(
                                    HadoopPaths.printable(file),
                                    fileSystem.getClass().getSimpleName()));
        }
        FSDataOutputStreamBuilder<?, ?> builder = fileSystem.createFile(file);
        builder.must(IF_ABSENT, true);
        write(builder.overwrite(true), content);
    }

    private void createByRename(Path file, byte[] content) throws IOException {
        String unique = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        Path attempt = HadoopPaths.beside(file, ".attempt-" + unique);
        write(fileSystem.createFile(attempt).overwrite(false), content);
        try {
            if (!fileSystem.rename(attempt, file)) {
                throw new StorageException(
                        "Cannot create %s: a file of that name may be there".formatted(HadoopPaths.printable(file)));
            }
        } finally {
            fileSystem.delete(attempt, false);
        }
    }

    /** A stream that failed is not closed: that would publish what it has got so far. */
    private static void write(FSDataOutputStreamBuilder<?, ?> builder, byte[] content) throws IOException {
        FSDataOutputStream out = builder.recursive().build();
        out.write(content);
        out.close();
    }
}
