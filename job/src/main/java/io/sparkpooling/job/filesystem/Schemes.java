package io.sparkpooling.job.filesystem;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.VersionInfo;

/** Which file systems are object stores, by the scheme of their URIs. */
public final class Schemes {
    private static final Set<String> OBJECT_STORES = Set.of("s3a", "s3", "gs", "abfs", "abfss");

    /** Stores of which nobody here knows how to create an object only if it is absent. */
    private static final Set<String> WITHOUT_CONDITION =
            Set.of("s3n", "wasb", "wasbs", "oss", "cos", "cosn", "obs", "swift", "tos");

    /** What Hadoop knows by name, and Spark does not ship. */
    private static final Map<String, String> CONNECTORS = Map.of(
            "s3a",
            "hadoop-aws",
            "s3",
            "hadoop-aws",
            "gs",
            "hadoop-gcp",
            "abfs",
            "hadoop-azure",
            "abfss",
            "hadoop-azure");

    private Schemes() {}

    /** Whether a path lies on an object store on which a dataset can be published. */
    static boolean isObjectStore(Path path) {
        return OBJECT_STORES.contains(String.valueOf(path.toUri().getScheme()));
    }

    /** Whether a scheme is that of an object store on which no dataset can be published. */
    public static boolean isReadOnly(String scheme) {
        return WITHOUT_CONDITION.contains(scheme);
    }

    /** What to add where the file system of a path is known by name, but its class is not there. */
    static Optional<String> missing(Path path, Configuration conf) throws IOException {
        Optional<String> scheme = Optional.ofNullable(path.toUri().getScheme());
        try {
            if (scheme.isPresent()) {
                FileSystem.getFileSystemClass(scheme.get(), conf);
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof ClassNotFoundException) {
                return Optional.of("%s; add %s".formatted(e.getCause().getMessage(), remedy(scheme.orElseThrow())));
            }
            throw e;
        }
    }

    private static String remedy(String scheme) {
        return Optional.ofNullable(CONNECTORS.get(scheme))
                .map(connector -> "--packages org.apache.hadoop:%s:%s".formatted(connector, VersionInfo.getVersion()))
                .orElse("its jar with --packages or --jars");
    }
}
