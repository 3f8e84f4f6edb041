package io.sparkpooling.storage.parquet;

import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local files under a scheme that is not {@code file}, so that they are read as those of any store are. */
public final class OtherFileSystem extends RawLocalFileSystem {
    public static final String SCHEME = "other";

    /** Where Hadoop finds it. */
    public static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.setClass("fs." + SCHEME + ".impl", OtherFileSystem.class, RawLocalFileSystem.class);
        return configuration;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public java.io.File pathToFile(Path path) {
        return new java.io.File(path.toUri().getPath());
    }
}
