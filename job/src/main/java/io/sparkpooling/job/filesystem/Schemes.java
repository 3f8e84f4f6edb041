package io.sparkpooling.job.filesystem;

import java.util.Set;
import org.apache.hadoop.fs.Path;

/** Which file systems are object stores, by the scheme of their URIs. */
public final class Schemes {
    private static final Set<String> OBJECT_STORES = Set.of("s3a", "s3", "gs", "abfs", "abfss");

    /** Stores of which nobody here knows how to create an object only if it is absent. */
    private static final Set<String> WITHOUT_CONDITION =
            Set.of("s3n", "wasb", "wasbs", "oss", "cos", "cosn", "obs", "swift", "tos");

    private Schemes() {}

    /** Whether a path lies on an object store on which a dataset can be published. */
    static boolean isObjectStore(Path path) {
        return OBJECT_STORES.contains(String.valueOf(path.toUri().getScheme()));
    }

    /** Whether a scheme is that of an object store on which no dataset can be published. */
    public static boolean isReadOnly(String scheme) {
        return WITHOUT_CONDITION.contains(scheme);
    }
}
