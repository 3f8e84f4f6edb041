package io.sparkpooling.job.filesystem;

import org.apache.hadoop.fs.Path;

/**
 * One name in a folder. Links are followed: kind, length and time are those of what the link points to, and {@code link}
 * says that there is one. A length is that of a file, else 0.
 */
public record Entry(Path path, Kind kind, boolean link, long length, long modifiedMillis) {

    /** What a name stands for; pipes, sockets and devices are {@code OTHER}: opening one could wait for ever. */
    public enum Kind {
        FILE,
        FOLDER,
        OTHER,
        LINK_TO_NOTHING
    }

    /** The last part of the path. */
    public String name() {
        return path.getName();
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }

    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }
}
