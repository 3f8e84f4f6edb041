package io.sparkpooling.cli;

import io.sparkpooling.configuration.Values;
import io.sparkpooling.job.PublishedDataset;
import io.sparkpooling.report.ReportComparison;
import io.sparkpooling.report.ReportJson;
import io.sparkpooling.report.ReportText;
import io.sparkpooling.report.RunReport;
import io.sparkpooling.report.html.HtmlReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the report of a dataset again: in the terminal, beside another one, as a page, as JSON. */
@Command(
        name = "report",
        description = "Shows the report of a published dataset, compares two, and makes its page again.",
        sortOptions = false)
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "DATASET", description = "The output folder of a run, or a report.json.")
    private String dataset;

    @ArgGroup
    private Form form = new Form();

    /** What is made of the report; without any of them, text. */
    private static final class Form {
        @Option(
                names = "--compare",
                paramLabel = "OTHER",
                description = "Shows this report beside that of another dataset: sizes, time, and what was kept.")
        private Optional<String> other = Optional.empty();

        @Option(
                names = "--html",
                paramLabel = "FILE",
                description = "Writes the report as one page, in place of a file that is there.")
        private Optional<Path> html = Optional.empty();

        @Option(names = "--json", description = "Prints the report as JSON.")
        private boolean json;
    }

    @Option(
            names = "--price",
            paramLabel = "USD",
            description =
                    "What it costs to store a terabyte for a month, in place of the price that the run was given.")
    private Optional<String> price = Optional.empty();

    @Mixin
    private WidthOption width = new WidthOption();

    @Override
    public Integer call() throws IOException {
        RunReport report = report(dataset);
        PrintWriter out = command.commandLine().getOut();
        if (form.html.isPresent()) {
            NewFile.write(form.html.get(), HtmlReport.of(report), out);
        } else if (form.other.isPresent()) {
            out.print(ReportComparison.of(report, report(form.other.get()), width.columns()));
        } else {
            out.print(form.json ? ReportJson.write(report) : ReportText.of(report, width.columns()));
        }
        return ExitCode.DONE.code();
    }

    private RunReport report(String place) throws IOException {
        RunReport report = PublishedDataset.at(place, SparkStart.hadoop()).report();
        return price.map(usd -> report.atPrice(Values.price(usd))).orElse(report);
    }
}
