package io.sparkpooling.job;

import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.configuration.OnBadRow;
import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.OutputColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * Binds the expressions to the first file with rows, reads the footer of every file, holds each against that one, and cuts
 * the units. Of each footer only its row groups and sizes are kept, so that the driver's memory does not grow with the width
 * of the files.
 */
final class Planner {
    private final JobConfiguration configuration;
    private final Configuration hadoop;
    private final List<PlannedFile> files = new ArrayList<>();
    private final List<RejectedFile> rejected = new ArrayList<>();

    Planner(JobConfiguration configuration, Configuration hadoop) {
        this.configuration = configuration;
        this.hadoop = hadoop;
    }

    /**
     * The plan for these files.
     *
     * @param settings what the bytes of the output depend on besides the input
     * @throws io.sparkpooling.tensor.InvalidArgumentException if an expression does not fit the input
     * @throws JobFailedException if no file can be read; if one cannot, or differs from the others, and the user wants to
     *     fail then
     */
    JobPlan plan(List<InputFile> input, String settings) throws IOException {
        Reference reference = Reference.among(input, configuration, hadoop);
        DatasetColumns schema = reference.schema();
        List<PlannedColumn> columns = PlannedColumn.bind(configuration.pool(), schema);
        OutputColumns outputSchema = PlannedColumn.outputSchema(schema, columns, configuration.format());
        outputSchema.requireSupported(TaskSpec.writeOptions(configuration));
        Map<String, ColumnHints> hints = schema.withShapes(configuration.hints());
        readFooters(input, schema, hints);
        Prediction prediction = new Prediction(files, columns);
        UnitCutter cutter = new UnitCutter(
                settings, outputSchema.fileEnding(), prediction.outputShare(), configuration.targetFileSize());
        return new JobPlan(
                files,
                rejected,
                schema,
                hints,
                outputSchema,
                columns,
                cutter.cut(files),
                prediction.bytes(),
                reference.taskBytes(TaskSpec.writeOptions(configuration), outputSchema, columns));
    }

    private void readFooters(List<InputFile> input, DatasetColumns schema, Map<String, ColumnHints> hints)
            throws IOException {
        EachFile.read(input, file -> Footer.read(file, schema, hints, hadoop), this::take);
    }

    private void take(Footer footer) {
        footer.planned().ifPresent(files::add);
        footer.rejected().ifPresent(file -> {
            if (configuration.onBadRow() != OnBadRow.REJECT) {
                throw new JobFailedException(footer.failure(), file.reason());
            }
            rejected.add(file);
        });
    }
}
