package io.sparkpooling.job.publish;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Where a staging folder lies, as it is sent to tasks: the text of its qualified path. */
public record StagingFolder(String uri) implements Serializable {

    public Staging open(Configuration conf) throws IOException {
        return Staging.at(new Path(uri), conf);
    }
}
