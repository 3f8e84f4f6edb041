package io.sparkpooling.job.listing;

import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.Schemes;
import io.sparkpooling.job.filesystem.Store;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Keeps output and inputs apart: an output inside an input would be read by the next run, one around an input would
 * overwrite it. Links are resolved first, so no second name hides the first.
 */
public final class Locations {
    private Locations() {}

    /**
     * The path of an output with links resolved: where everything is written.
     *
     * @throws InvalidArgumentException if it is no path, a root folder, or on an object store that knows no conditional create
     */
    public static Path output(String output, Configuration conf) throws IOException {
        requirePublishing(output, output.substring(0, Math.max(0, output.indexOf(':'))));
        Path path = HadoopPaths.parse("output", output, conf);
        requirePublishing(output, String.valueOf(path.toUri().getScheme()));
        Path resolved = Store.of(path, conf).resolve(path);
        if (resolved.getParent() == null) {
            throw invalid(output, "must not be the root folder");
        }
        return resolved;
    }

    private static void requirePublishing(String output, String scheme) {
        if (Schemes.isReadOnly(scheme)) {
            throw invalid(
                    output,
                    scheme + ": is an object store on which nothing can be created only if it is absent, as far as we"
                            + " know; name a folder on S3A, gs:, abfs:, HDFS or a local disk");
        }
    }

    /**
     * Checks an output against the inputs.
     *
     * @throws InvalidArgumentException if it is equal to an input, inside of one or around one, or as in {@link #output}
     */
    public static void check(List<String> inputs, String output, Configuration conf) throws IOException {
        Path target = output(output, conf);
        for (String input : inputs) {
            Path path = HadoopPaths.parse("input", input, conf);
            Path source = Store.of(path, conf).resolve(path);
            requireApart(output, target, input, source);
        }
    }

    private static void requireApart(String output, Path target, String input, Path source) {
        String name = HadoopPaths.printable(input);
        if (target.equals(source)) {
            throw invalid(output, "it is the input " + name);
        }
        if (HadoopPaths.isInside(target, source)) {
            throw invalid(output, "it lies inside the input " + name);
        }
        if (HadoopPaths.isInside(source, target)) {
            throw invalid(output, "it lies around the input " + name);
        }
    }

    private static InvalidArgumentException invalid(String output, String rule) {
        return new InvalidArgumentException("Invalid output: %s (%s)".formatted(HadoopPaths.printable(output), rule));
    }
}
