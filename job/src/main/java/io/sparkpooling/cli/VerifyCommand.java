package io.sparkpooling.cli;

import io.sparkpooling.job.DatasetVerifier;
import io.sparkpooling.job.Finding;
import io.sparkpooling.job.RowSample;
import io.sparkpooling.job.Verification;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks whether a published dataset is what it was, and holds what it should. */
@Command(
        name = "verify",
        description =
                "Reads a published dataset again: files against the manifest, rows against the input, and a sample of"
                        + " rows pooled again by the plain loops, bit for bit.",
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "DATASET", description = "The output folder of a run.")
    private String dataset;

    @Option(
            names = "--input",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Where the input lies now. Default: where it lay when it was pooled.")
    private List<String> input = List.of();

    @Option(
            names = "--sample",
            paramLabel = "ROWS",
            defaultValue = "100",
            description = "How many rows to pool again, spread over the dataset: a number, or all. Default: 100.")
    private String sample;

    @Option(names = "--master", paramLabel = "URL", description = "Where Spark runs, such as local[4].")
    private Optional<String> master = Optional.empty();

    @Override
    public Integer call() throws IOException {
        RowSample rows = RowSample.parse(sample);
        DatasetVerifier verifier = new DatasetVerifier(dataset, input, rows, SparkStart.hadoop());
        try (JavaSparkContext spark = SparkStart.context(master)) {
            return print(verifier.run(spark), rows).code();
        }
    }

    private ExitCode print(Verification verification, RowSample rows) {
        command.commandLine().getOut().print(VerificationText.of(verification, rows));
        return exitCode(verification);
    }

    static ExitCode exitCode(Verification verification) {
        return verification.fault().map(VerifyCommand::exitCode).orElse(ExitCode.DONE);
    }

    private static ExitCode exitCode(Finding.Kind fault) {
        return switch (fault) {
            case OUTPUT -> ExitCode.STORAGE;
            case INPUT -> ExitCode.CONFLICT;
            case VALUES -> ExitCode.DEFECT;
        };
    }
}
