package io.sparkpooling.cli;

import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.job.PoolingJob;
import io.sparkpooling.job.Progress;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what a run would do. */
@Command(
        name = "plan",
        description = "Shows what run would do: tensors, shapes, predicted sizes, units, memory. Touches nothing.",
        sortOptions = false)
final class PlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private ConfigurationOptions options;

    @Override
    public Integer call() throws IOException {
        return print(options.configuration(), command);
    }

    static int print(JobConfiguration configuration, CommandSpec command) throws IOException {
        PoolingJob job = new PoolingJob(configuration, SparkStart.hadoop(), Progress.NONE);
        command.commandLine().getOut().println(PlanText.of(job.preview()));
        return ExitCode.DONE.code();
    }
}
