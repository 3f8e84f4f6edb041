package io.sparkpooling.job;

import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.storage.arrow.ArrowFile;
import io.sparkpooling.storage.parquet.ParquetFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/** Opens the files of datasets, of whichever format their content is. */
public final class DatasetFiles {
    private static final String PARQUET = ".parquet";
    private static final int START = 8;
    /** {@code FEA1}. */
    private static final int FEATHER_1 = 0x31414546;

    private DatasetFiles() {}

    /**
     * Opens a file.
     *
     * @param length the file's length as it was listed
     * @param name how messages call the file
     * @throws io.sparkpooling.storage.UnreadableFileException if the content is at fault; any other IOException speaks of the
     *     storage
     */
    public static DatasetFile open(Path path, long length, String name, Configuration hadoop) throws IOException {
        if (!name.endsWith(PARQUET)) {
            return openByContent(path, length, name, hadoop);
        }
        try {
            return ParquetFile.open(path, length, name, hadoop);
        } catch (UnreadableFileException notParquet) {
            // a file that is called Parquet is looked into twice only where it is none
            if (length >= START && ArrowFile.recognises(start(path, hadoop))) {
                return ArrowFile.open(path, length, name, hadoop);
            }
            throw notParquet;
        }
    }

    private static DatasetFile openByContent(Path path, long length, String name, Configuration hadoop)
            throws IOException {
        if (length < START) {
            return ParquetFile.open(path, length, name, hadoop);
        }
        ByteBuffer start = start(path, hadoop);
        if (start.getInt(0) == FEATHER_1) {
            throw new UnreadableFileException(
                    "[%s] Cannot read file: it is Feather of version 1, which is not Arrow IPC (write it again: in pyarrow, feather.write_feather(feather.read_table(old), new))"
                            .formatted(name));
        }
        return ArrowFile.recognises(start)
                ? ArrowFile.open(path, length, name, hadoop)
                : ParquetFile.open(path, length, name, hadoop);
    }

    private static ByteBuffer start(Path path, Configuration hadoop) throws IOException {
        byte[] start = new byte[START];
        try (FSDataInputStream in = path.getFileSystem(hadoop).open(path)) {
            in.readFully(0, start);
        }
        return ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    }
}
