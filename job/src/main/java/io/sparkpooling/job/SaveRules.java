package io.sparkpooling.job;

import io.sparkpooling.configuration.SaveMode;
import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.job.publish.Manifest;
import io.sparkpooling.job.publish.Publication;
import io.sparkpooling.job.publish.Staging;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** What the save mode says about an output that is there already. */
record SaveRules(SaveMode mode, Publication publication, Map<String, String> settings) {

    /**
     * The files that this run has to pool: all of them, or in an append those that the dataset does not hold yet.
     *
     * @throws io.sparkpooling.job.publish.ConflictException if the mode does not allow what is there
     */
    List<InputFile> filesToPool(List<InputFile> files) throws IOException {
        switch (mode) {
            case ERRORIFEXISTS -> publication.requireNew();
            case OVERWRITE -> publication.requireOverwritable();
            case APPEND -> {
                Optional<Manifest> dataset = publication.requireAppendable();
                return dataset.isPresent() ? added(dataset.get(), files) : files;
            }
        }
        return files;
    }

    private List<InputFile> added(Manifest dataset, List<InputFile> files) throws IOException {
        dataset.requireSameSettings(settings);
        return dataset.notYetIn(files);
    }

    /** Refuses to add files of other columns. */
    void requireColumns(JobPlan plan, Configuration hadoop) throws IOException {
        Optional<Manifest> previous = previous();
        if (previous.isPresent()) {
            AppendedColumns.requireThoseOf(previous.get(), publication.output(), plan, hadoop);
        }
    }

    /** The dataset that is added to; none unless this is an append to one. */
    Optional<Manifest> previous() throws IOException {
        return mode == SaveMode.APPEND ? publication.latest() : Optional.empty();
    }

    /** Shows the staged dataset to readers. */
    void publish(Staging staging, Manifest manifest) throws IOException {
        switch (mode) {
            case ERRORIFEXISTS -> publication.publishNew(staging, manifest);
            case OVERWRITE -> publication.overwrite(staging, manifest);
            case APPEND -> {
                Optional<Manifest> previous = previous();
                if (previous.isPresent()) {
                    publication.append(staging, previous.get(), manifest);
                } else {
                    publication.publishNew(staging, manifest);
                }
            }
        }
    }
}
