package io.sparkpooling.job;

import io.sparkpooling.configuration.SaveMode;
import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.job.publish.Manifest;
import io.sparkpooling.job.publish.Publication;
import io.sparkpooling.job.publish.Staging;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the save mode says about an output that is there already. */
record SaveRules(SaveMode mode, Publication publication) {

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
                return dataset.isPresent() ? dataset.get().notYetIn(files) : files;
            }
        }
        return files;
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
