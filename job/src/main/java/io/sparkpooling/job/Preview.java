package io.sparkpooling.job;

import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.job.listing.InputListing;
import io.sparkpooling.job.listing.SkipReason;
import io.sparkpooling.job.publish.Publication;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a run would do, and what it would meet: {@code plan} and {@code --dry-run} show it, and touch nothing.
 *
 * @param skipped how many files the listing passed over, for each reason
 * @param outputState what lies under the output's name now
 */
public record Preview(JobPlan plan, Map<SkipReason, Long> skipped, String output, Publication.State outputState) {

    static Preview of(
            JobConfiguration configuration, InputListing listing, JobPlan plan, Publication.State outputState) {
        Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
        listing.skipped().forEach(file -> skipped.merge(file.reason(), 1L, Long::sum));
        return new Preview(plan, skipped, configuration.output(), outputState);
    }
}
