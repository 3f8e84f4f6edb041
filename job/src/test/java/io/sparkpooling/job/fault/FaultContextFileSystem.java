package io.sparkpooling.job.fault;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.Path;

/** {@link FaultFileSystem} for {@code FileContext}. */
public final class FaultContextFileSystem extends DelegateToFileSystem {
    private final FaultFileSystem fileSystem;

    public FaultContextFileSystem(URI uri, Configuration conf) throws IOException, URISyntaxException {
        this(uri, new FaultFileSystem(), conf);
    }

    private FaultContextFileSystem(URI uri, FaultFileSystem fileSystem, Configuration conf)
            throws IOException, URISyntaxException {
        super(uri, fileSystem, conf, FaultFileSystem.SCHEME, false);
        this.fileSystem = fileSystem;
    }

    @Override
    public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
        fileSystem.rename(from, to, overwrite);
    }
}
