package io.sparkpooling.job.listing;

import java.io.Serializable;
import org.apache.hadoop.fs.Path;

/**
 * A file to be read, as it was when it was listed.
 *
 * @param uri the text of its qualified path, for {@code new Path(uri)}; not percent-encoded
 * @param relativePath its folders and name below the input it came from, separated by '/'; unique over all inputs
 * @param length bytes; 0 for an empty file, which the reader refuses by name
 * @param modifiedMillis when it was written last, by the file system's clock
 */
public record InputFile(String uri, String relativePath, long length, long modifiedMillis) implements Serializable {

    public Path path() {
        return new Path(uri);
    }

    /** The folder part of the relative path; empty at the top. */
    public String relativeFolder() {
        return relativePath.substring(0, Math.max(0, relativePath.lastIndexOf('/')));
    }
}
