package io.sparkpooling.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** What the files of an output hold, and the door to writing them. */
public interface OutputColumns {
    /** How the names of its files end, without the dot. */
    String fileEnding();

    /** Metadata that was dropped or could not be used, in plain words. */
    List<String> notes();

    /**
     * One sentence that names the first difference from a file that was written before; empty if both may be parts of one
     * dataset.
     */
    Optional<String> differenceFrom(DatasetFile written) throws IOException;

    /**
     * A writer of one file.
     *
     * @param rejects opened at the first row that is rejected
     * @throws io.sparkpooling.tensor.InvalidArgumentException if the format has no such options
     */
    BatchWriter writer(OutputStream out, OutputOpener rejects, WriteOptions options) throws IOException;

    /** Refuses options that the format does not have, by name. */
    void requireSupported(WriteOptions options);

    /** The bytes that such a writer holds at most. */
    long writeBytes(WriteOptions options, long batchBytes);
}
