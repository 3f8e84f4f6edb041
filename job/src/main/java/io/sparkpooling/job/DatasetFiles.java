package io.sparkpooling.job;

import io.sparkpooling.storage.DatasetFile;
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
        return !name.endsWith(PARQUET) && isArrow(path, length, hadoop)
                ? ArrowFile.open(path, length, name, hadoop)
                : ParquetFile.open(path, length, name, hadoop);
    }

    /** By its first bytes; a file that is called Parquet is not opened twice to find out. */
    private static boolean isArrow(Path path, long length, Configuration hadoop) throws IOException {
        if (length < START) {
            return false;
        }
        byte[] start = new byte[START];
        try (FSDataInputStream in = path.getFileSystem(hadoop).open(path)) {
            in.readFully(0, start);
        }
        return ArrowFile.recognises(ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN));
    }
}
