package io.sparkpooling.job;

import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.job.publish.StagingFolder;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** What the tasks of a run knew, found out again from its manifest and its input. */
final class VerifiedPart {
    private VerifiedPart() {}

    /**
     * The expressions of the run, bound to its first file with rows as the run did; none if no input is there or it does not fit.
     *
     * @param columns takes the names of the pooled columns
     * @param findings takes the reason if the input does not fit
     */
    static TaskSpec spec(
            PublishedPart part, FoundInputs inputs, Configuration hadoop, Set<String> columns, List<Finding> findings)
            throws IOException {
        JobConfiguration configuration = RecordedSettings.read(part.manifest().settings());
        List<InputFile> files = inputs.of(part.inputs());
        if (files.size() < part.inputs().size() || files.isEmpty()) {
            return spec(configuration, configuration.hints()).withoutExpressions();
        }
        try {
            Reference reference = Reference.among(files, configuration, hadoop);
            PlannedColumn.bind(configuration.pool(), reference.schema()).forEach(column -> column.pooling()
                    .outputs()
                    .forEach(output -> columns.add(column.expression().column(output))));
            return spec(configuration, reference.schema().withShapes(configuration.hints()));
        } catch (InvalidArgumentException | JobFailedException e) {
            findings.add(Finding.input("%s", e.getMessage()));
            return spec(configuration, configuration.hints()).withoutExpressions();
        }
    }

    private static TaskSpec spec(JobConfiguration configuration, Map<String, ColumnHints> hints) {
        return new TaskSpec(
                List.copyOf(configuration.pool()),
                new LinkedHashMap<>(hints),
                TaskSpec.writeOptions(configuration),
                configuration.onBadRow(),
                new StagingFolder(""),
                Map.of(),
                "",
                configuration.format());
    }
}
