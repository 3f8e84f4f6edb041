package io.sparkpooling.cli;

import io.sparkpooling.configuration.Layers;
import io.sparkpooling.configuration.Settings;
import io.sparkpooling.job.RowSample;
import io.sparkpooling.job.study.Study;
import io.sparkpooling.job.study.StudyProgress;
import io.sparkpooling.job.study.StudyRequest;
import io.sparkpooling.report.html.StudyPage;
import io.sparkpooling.report.study.StudyReport;
import io.sparkpooling.report.study.StudyText;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares poolings on a sample of a dataset; starts no Spark. */
@Command(
        name = "study",
        description =
                "Compares poolings on a sample of the input: what is kept, what small motions change, how long it takes.",
        sortOptions = false)
final class StudyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions(
            List.of(Settings.INPUT, Settings.POOL, Settings.LAYOUT, Settings.SHAPE, Settings.DTYPE));

    @Option(
            names = "--sample",
            paramLabel = "ROWS",
            defaultValue = "100",
            description = "How many rows to look at, spread over the dataset: a number, or all. Default: 100.")
    private String sample;

    @Option(
            names = "--shifts",
            paramLabel = "ELEMENTS",
            defaultValue = "4",
            description = "The input is shifted by one element and so on up to this many. Default: 4.")
    private String shifts;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Writes the study as one page too, in place of a file that is there.")
    private Optional<Path> html = Optional.empty();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes the study as JSON too, in place of a file that is there.")
    private Optional<Path> json = Optional.empty();

    @Mixin
    private WidthOption width = new WidthOption();

    @Override
    public Integer call() throws IOException {
        int columns = width.columns();
        StudyReport study = new Study(request(), SparkStart.hadoop(), progress()).run();
        PrintWriter out = command.commandLine().getOut();
        out.print(StudyText.of(study, columns));
        if (study.computed().isEmpty()) {
            out.flush();
            throw new InvalidArgumentException("Cannot study: none of the poolings can be computed");
        }
        if (json.isPresent()) {
            NewFile.write(json.get(), study.json(), out);
        }
        if (html.isPresent()) {
            NewFile.write(html.get(), StudyPage.of(study), out);
        }
        return ExitCode.DONE.code();
    }

    private StudyProgress progress() {
        return StudyProgressLine.on(command.commandLine().getErr(), System.getenv());
    }

    private StudyRequest request() {
        Layers layers = options.layers();
        return new StudyRequest(
                layers.required(Settings.INPUT),
                layers.required(Settings.POOL),
                layers.hints(),
                RowSample.parse(sample),
                elements());
    }

    private int elements() {
        if (!shifts.matches("[0-9]{1,6}")) {
            throw new InvalidArgumentException("Invalid shifts: %s (must be a number of elements)".formatted(shifts));
        }
        return Integer.parseInt(shifts);
    }
}
