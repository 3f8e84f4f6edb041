package io.sparkpooling.job.publish;

import java.io.Serializable;
import java.util.List;

/**
 * A file of a dataset.
 *
 * @param path in the output, names separated by '/'
 * @param unit the unit that wrote it
 * @param inputs the URIs of the files that its rows came from, in the order of the rows
 * @param length bytes
 * @param sha256 64 hexadecimal digits
 */
public record ManifestFile(String path, String unit, List<String> inputs, long rows, long length, String sha256)
        implements Serializable {

    public ManifestFile {
        inputs = List.copyOf(inputs);
    }
}
