package io.sparkpooling.job;

import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.configuration.OnBadRow;
import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.job.publish.StagingFolder;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.storage.WriteOptions;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What every task of a run has to know besides its unit: text and numbers, no open file and no bound kernel, so that it is
 * small on the wire and each executor binds for itself.
 *
 * @param rejectedFiles files that units leave out, by their URI, and why: a file of which one part cannot be read is rejected as a
 *     whole
 * @param pictured the name of the unit whose first rows are pictured in the report; empty for none
 * @param format of the output, as the user asked for it
 * @param staging where units are written
 */
record TaskSpec(
        List<PoolingExpression> expressions,
        Map<String, ColumnHints> hints,
        WriteOptions writeOptions,
        OnBadRow onBadRow,
        StagingFolder staging,
        Map<String, String> rejectedFiles,
        String pictured,
        String format)
        implements Serializable {

    /** The tensors' bytes that a task holds at a time, at least one row: about the size of a core's cache. */
    static final long BATCH_BYTES = 4L << 20;

    static TaskSpec of(JobConfiguration configuration, JobPlan plan, StagingFolder staging) {
        return new TaskSpec(
                List.copyOf(configuration.pool()),
                new LinkedHashMap<>(plan.hints()),
                writeOptions(configuration),
                configuration.onBadRow(),
                staging,
                Map.of(),
                plan.units().stream()
                        .filter(unit -> unit.rows() > 0)
                        .map(Unit::name)
                        .findFirst()
                        .orElse(""),
                configuration.format());
    }

    /** The same run, without these files. */
    TaskSpec without(Map<String, String> files) {
        return new TaskSpec(expressions, hints, writeOptions, onBadRow, staging, Map.copyOf(files), pictured, format);
    }

    /** Whether the report shows rows of this unit. */
    boolean pictures(Unit unit) {
        return unit.name().equals(pictured);
    }

    /** The same run, with nothing to pool. */
    TaskSpec withoutExpressions() {
        return new TaskSpec(List.of(), hints, writeOptions, onBadRow, staging, rejectedFiles, pictured, format);
    }

    static WriteOptions writeOptions(JobConfiguration configuration) {
        return WriteOptions.of(configuration.compression(), configuration.encoding());
    }
}
