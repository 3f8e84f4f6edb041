package io.sparkpooling.cli;

import io.sparkpooling.job.PublishedDataset;
import io.sparkpooling.report.ReportText;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the report of a dataset again. */
@Command(name = "report", description = "Prints the report of a published dataset.", sortOptions = false)
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "DATASET", description = "The output folder of a run.")
    private String dataset;

    @Override
    public Integer call() throws IOException {
        command.commandLine()
                .getOut()
                .print(ReportText.of(
                        PublishedDataset.at(dataset, RunCommand.hadoop()).report()));
        return ExitCode.DONE.code();
    }
}
