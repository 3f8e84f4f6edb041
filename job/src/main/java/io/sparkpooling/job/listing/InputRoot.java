package io.sparkpooling.job.listing;

import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.Store;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * An input as it was named.
 *
 * @param text what the user wrote
 * @param path qualified
 * @param resolved with links resolved
 * @param label what relative paths below it begin with; empty for a folder that is the only input
 */
record InputRoot(String text, Store store, Path path, Path resolved, Entry entry, String label) {

    /** All inputs with labels that differ, in the order of their paths. */
    static List<InputRoot> all(List<String> inputs, Configuration conf) throws IOException {
        List<InputRoot> roots = new ArrayList<>();
        for (String input : inputs) {
            roots.add(of(input, conf));
        }
        roots.sort(Comparator.comparing(root -> root.path().toString()));
        requireApart(roots);
        return labelled(roots);
    }

    private static InputRoot of(String text, Configuration conf) throws IOException {
        Path path = HadoopPaths.parse("input", text, conf);
        Store store = Store.of(path, conf);
        Entry entry = store.find(path)
                .filter(found -> found.isFile() || found.isFolder())
                .orElseThrow(() -> new NoSuchInputException(
                        "Cannot find input: %s (no such file or folder)".formatted(HadoopPaths.printable(text))));
        return new InputRoot(text, store, path, store.resolve(path), entry, "");
    }

    /** A file that two inputs hold would be counted twice. */
    private static void requireApart(List<InputRoot> roots) {
        for (InputRoot inner : roots) {
            for (InputRoot outer : roots) {
                if (inner != outer && HadoopPaths.isInside(inner.resolved, outer.resolved)) {
                    throw new InvalidArgumentException("Invalid input: %s (its files are those of input %s too)"
                            .formatted(HadoopPaths.printable(inner.text), HadoopPaths.printable(outer.text)));
                }
            }
        }
    }

    private static List<InputRoot> labelled(List<InputRoot> roots) {
        Set<String> taken = new HashSet<>();
        List<InputRoot> labelled = new ArrayList<>();
        for (InputRoot root : roots) {
            boolean bare = root.entry.isFolder() && roots.size() == 1;
            labelled.add(root.withLabel(bare ? "" : free(root.path.getName(), taken)));
        }
        return labelled;
    }

    /** The name, or name-2, name-3, ... with the ending kept. */
    private static String free(String name, Set<String> taken) {
        int ending = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        String free = name;
        for (int number = 2; !taken.add(free); number++) {
            free = name.substring(0, ending) + "-" + number + name.substring(ending);
        }
        return free;
    }

    private InputRoot withLabel(String changed) {
        return new InputRoot(text, store, path, resolved, entry, changed);
    }

    /** Whether a file, by the text of its path, is this input or lies below it. */
    boolean holds(String uri) {
        return uri.equals(path.toString()) || uri.startsWith(path.isRoot() ? path.toString() : path + "/");
    }

    /** The relative path of something at or below this input. */
    String relativePath(Path below) {
        if (below.equals(path)) {
            return label;
        }
        String inside = HadoopPaths.relative(below, path);
        return label.isEmpty() ? inside : label + "/" + inside;
    }
}
