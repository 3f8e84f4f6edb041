package io.sparkpooling.job.publish;

import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.Store;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what publishing leaves beside the output. Published is published: what cannot be removed now is no failure of the
 * run, but a leftover that the next run removes.
 */
record ClearingUp(Store store) {
    private static final Logger LOG = LoggerFactory.getLogger(ClearingUp.class);

    /** Removes a staging folder whose dataset was published, and the former outputs that it took the place of. */
    void after(Staging staging, Path... formerOutputs) {
        try {
            for (Path former : formerOutputs) {
                removeFormer(former);
            }
            staging.remove();
        } catch (IOException e) {
            warn(staging.folder(), e);
        }
    }

    /** Removes a former output that an earlier run left. */
    void former(Path former) {
        try {
            removeFormer(former);
        } catch (IOException e) {
            warn(former, e);
        }
    }

    private static void warn(Path path, IOException failure) {
        LOG.warn("Cannot remove {} yet: {}", HadoopPaths.printable(path), failure.getMessage());
    }

    /**
     * One that somebody put files into meanwhile is kept, among the leftovers. The manifest goes last, so that a removal that
     * is cut can be taken up again.
     */
    private void removeFormer(Path former) throws IOException {
        Dataset dataset = new Dataset(former, store);
        if (store.exists(former) && dataset.isOursAlone()) {
            for (Entry entry : store.list(former)) {
                if (!entry.path().equals(dataset.metadataFolder())) {
                    store.delete(entry.path());
                }
            }
            store.delete(former);
        }
    }
}
