package io.sparkpooling.job;

import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.storage.DatasetFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Opens input files, and holds them against what the driver saw of them when it listed the input. */
final class Inputs {

    private Inputs() {}

    /** The open file. */
    static DatasetFile open(InputFile file, Configuration hadoop) throws IOException {
        return DatasetFiles.open(file.path(), file.length(), file.relativePath(), hadoop);
    }

    /**
     * Makes sure that the file is still the one that was listed.
     *
     * @throws JobFailedException if it was changed or removed since
     */
    static void requireUnchanged(InputFile file, Configuration hadoop) throws IOException {
        Path path = file.path();
        try {
            FileStatus status = path.getFileSystem(hadoop).getFileStatus(path);
            if (status.getLen() != file.length() || status.getModificationTime() != file.modifiedMillis()) {
                throw changed(file, "changed");
            }
        } catch (FileNotFoundException e) {
            throw changed(file, "removed");
        }
    }

    private static JobFailedException changed(InputFile file, String verb) {
        return new JobFailedException(
                Failure.CONFLICT,
                "[%s] Cannot go on: the input file was %s while the run was under way; nothing was published, run again"
                        .formatted(file.relativePath(), verb));
    }
}
