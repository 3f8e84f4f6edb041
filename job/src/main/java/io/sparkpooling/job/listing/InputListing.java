package io.sparkpooling.job.listing;

import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * Every file below the inputs, as it is at this moment: to be read, or passed over for a reason. Both lists are sorted by
 * relative path, and depend neither on the order in which inputs were named nor on that in which folders list their names.
 */
public final class InputListing {
    private final List<String> inputs;
    private final List<InputFile> files;
    private final List<SkippedFile> skipped;

    private InputListing(List<String> inputs, List<InputFile> files, List<SkippedFile> skipped) {
        this.inputs = inputs;
        this.files = files;
        this.skipped = skipped;
    }

    /**
     * Lists inputs: paths or URIs of files and folders, taken literally.
     *
     * @throws NoSuchInputException if one does not exist, or is a folder with no file to read
     * @throws InvalidArgumentException if one is inside another, or is no path
     */
    public static InputListing of(List<String> inputs, Configuration conf) throws IOException {
        if (inputs.isEmpty()) {
            throw new InvalidArgumentException("Invalid input: none (at least one file or folder must be named)");
        }
        List<InputRoot> roots = InputRoot.all(inputs, conf);
        FolderWalk walk = FolderWalk.through(roots);
        for (InputRoot root : roots) {
            requireFiles(root, walk);
        }
        return new InputListing(
                List.copyOf(inputs),
                sorted(walk.files(), Comparator.comparing(InputFile::relativePath)),
                sorted(walk.skipped(), Comparator.comparing(SkippedFile::relativePath)));
    }

    private static void requireFiles(InputRoot root, FolderWalk walk) throws NoSuchInputException {
        if (walk.files().stream().anyMatch(file -> root.holds(file.uri()))) {
            return;
        }
        long passedOver =
                walk.skipped().stream().filter(file -> root.holds(file.uri())).count();
        throw new NoSuchInputException("Cannot find input: no files below " + HadoopPaths.printable(root.text())
                + (passedOver == 0 ? "" : " (%d hidden files are passed over)".formatted(passedOver)));
    }

    private static <T> List<T> sorted(List<T> entries, Comparator<T> order) {
        List<T> sorted = new ArrayList<>(entries);
        sorted.sort(order);
        return List.copyOf(sorted);
    }

    /** The inputs as the user named them. */
    public List<String> inputs() {
        return inputs;
    }

    public List<InputFile> files() {
        return files;
    }

    /** The same listing with some of its files; the others count as neither read nor passed over. */
    public InputListing only(List<InputFile> some) {
        return new InputListing(inputs, List.copyOf(some), skipped);
    }

    public List<SkippedFile> skipped() {
        return skipped;
    }

    /** What identifies the files to be read: one line a file, in order; equal texts mean equal input. */
    public String digestText() {
        return digestText(files);
    }

    /** As {@link #digestText()}, of some files; they are taken in the order of their URIs. */
    public static String digestText(List<InputFile> files) {
        return files.stream()
                .sorted(Comparator.comparing(InputFile::uri))
                .map(InputListing::digestLine)
                .collect(Collectors.joining());
    }

    /** Lengths come before the texts that they measure: no name can imitate another line. */
    private static String digestLine(InputFile file) {
        return "%d %d %d:%s %d:%s\n"
                .formatted(
                        file.length(),
                        file.modifiedMillis(),
                        file.relativePath().length(),
                        file.relativePath(),
                        file.uri().length(),
                        file.uri());
    }

    @Override
    public String toString() {
        return inputs.stream().map(HadoopPaths::printable).collect(Collectors.joining(", "))
                + ": %d files, %d passed over".formatted(files.size(), skipped.size());
    }
}
