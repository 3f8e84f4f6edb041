package io.sparkpooling.cli;

import io.sparkpooling.configuration.Hints;
import io.sparkpooling.job.DatasetFiles;
import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.job.listing.InputListing;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.UnreadableFileException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what is in a dataset's files, from their footers; starts no Spark. */
@Command(
        name = "inspect",
        description =
                "Shows what is in Parquet and Arrow files: columns, tensors, shapes, codecs, encodings and sizes.",
        sortOptions = false)
final class InspectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
    private List<String> paths = List.of();

    @Option(
            names = "--layout",
            paramLabel = "COL=CHW",
            description = "Names the axes of a column. Can be given several times.")
    private List<String> layouts = List.of();

    @Option(
            names = "--shape",
            paramLabel = "COL=C,H,W",
            description = "The shape of a column whose metadata do not say it. Can be given several times.")
    private List<String> shapes = List.of();

    @Option(
            names = "--dtype",
            paramLabel = "COL=TYPE",
            description = "The element type of a column. Can be given several times.")
    private List<String> elementTypes = List.of();

    @Override
    public Integer call() throws IOException {
        Configuration hadoop = SparkStart.hadoop();
        InputListing listing = InputListing.of(paths, hadoop);
        Inspection inspection = new Inspection(Hints.of(layouts, shapes, elementTypes));
        for (InputFile file : listing.files()) {
            inspect(file, hadoop, inspection);
        }
        spec.commandLine().getOut().print(inspection.text(listing.skipped().size()));
        return (inspection.allReadable() ? ExitCode.DONE : ExitCode.STORAGE).code();
    }

    private static void inspect(InputFile file, Configuration hadoop, Inspection inspection) throws IOException {
        try (DatasetFile open = DatasetFiles.open(file.path(), file.length(), file.relativePath(), hadoop)) {
            inspection.add(open);
        } catch (UnreadableFileException unreadable) {
            inspection.addUnreadable(unreadable.getMessage());
        }
    }
}
