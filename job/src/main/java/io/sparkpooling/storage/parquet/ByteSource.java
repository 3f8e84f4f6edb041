package io.sparkpooling.storage.parquet;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The bytes of an open file, read at any position. Local files go through a {@link FileChannel}: Hadoop's own way to them
 * checks a checksum for every 512 bytes and copies once more, and a stale {@code .crc} beside the file would fail it.
 */
interface ByteSource extends Closeable {
    /** The JDK keeps an off-heap twin of the largest array ever read into, for each thread. */
    int LARGEST_READ = 1 << 20;

    /** Fills {@code count} bytes at {@code offset} from those at {@code position} of the file; EOFException if it ends before. */
    void readFully(long position, byte[] destination, int offset, int count) throws IOException;

    /** Opens a file of whatever file system the path names. */
    static ByteSource open(Path path, Configuration configuration) throws IOException {
        FileSystem fileSystem = path.getFileSystem(configuration);
        if ("file".equals(fileSystem.getUri().getScheme())) {
            return of(FileChannel.open(
                    java.nio.file.Path.of(fileSystem.makeQualified(path).toUri().getPath()), StandardOpenOption.READ));
        }
        return of(fileSystem.open(path));
    }

    private static ByteSource of(FileChannel channel) {
        return new ByteSource() {
            @Override
            public void readFully(long position, byte[] destination, int offset, int count) throws IOException {
                int done = 0;
                while (done < count) {
                    int step = Math.min(count - done, LARGEST_READ);
                    int read = channel.read(ByteBuffer.wrap(destination, offset + done, step), position + done);
                    if (read < 0) {
                        throw new EOFException();
                    }
                    done += read;
                }
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    private static ByteSource of(FSDataInputStream stream) {
        return new ByteSource() {
            @Override
            public void readFully(long position, byte[] destination, int offset, int count) throws IOException {
                stream.seek(position);
                stream.readFully(destination, offset, count);
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }
}
