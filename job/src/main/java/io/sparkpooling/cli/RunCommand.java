package io.sparkpooling.cli;

import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.job.PoolingJob;
import io.sparkpooling.job.RunResult;
import io.sparkpooling.report.ReportText;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Pools a dataset and publishes the smaller one with its report. */
@Command(
        name = "run",
        description = "Pools every tensor of the input and publishes the smaller dataset with its report.",
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private ConfigurationOptions options;

    @Override
    public Integer call() throws IOException {
        JobConfiguration configuration = options.configuration();
        if (configuration.dryRun()) {
            return PlanCommand.print(configuration, command);
        }
        ProgressLine progress = ProgressLine.on(command.commandLine().getErr(), System.getenv());
        try (JavaSparkContext spark = SparkStart.context(configuration.master())) {
            RunResult result = new PoolingJob(configuration, spark.hadoopConfiguration(), progress).run(spark);
            return print(result).code();
        }
    }

    private ExitCode print(RunResult result) {
        command.commandLine().getOut().print(ReportText.of(result.report()));
        return switch (result.ending()) {
            case PUBLISHED -> ExitCode.DONE;
            case PUBLISHED_WITH_REJECTS -> ExitCode.DONE_WITH_REJECTS;
            case ALREADY_PUBLISHED -> {
                command.commandLine().getErr().println("Nothing to do: this very run has published already.");
                yield ExitCode.DONE;
            }
        };
    }
}
