package io.sparkpooling.job.publish;

import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.Store;
import io.sparkpooling.job.listing.Locations;
import java.io.IOException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The folder beside the output in which a run builds its result, {@code OUTPUT.staging-<run key>}:
 *
 * <pre>
 * dataset/    what becomes OUTPUT, by one rename
 * attempts/   files being written
 * journal/    one small file for each finished unit: what a later run need not do again
 * </pre>
 *
 * Journal and attempts lie outside of {@code dataset}, so nothing need be deleted before the rename: a run that is cut at
 * any moment still finds its journal. On an object store, where there is no such rename, data goes to its final names in the
 * output at once, and {@code dataset} holds the reports alone.
 */
public final class Staging {
    /** The folder of an output that holds manifests, reports and rejects. */
    public static final String METADATA = "_pooling";

    private static final String JOURNAL_ENDING = ".json";
    private static final String ARROW = ".arrow";
    private static final Pattern STAGING_NAME = Pattern.compile("\\.staging-[0-9a-f]{16}$");
    private static final Pattern UNIT_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._=+-]{0,199}");

    /** Attempts of two processes never share a file, even where a task counter begins anew. */
    private static final String PROCESS =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());

    private final Path folder;
    private final Store store;

    private Staging(Path folder, Store store) {
        this.folder = folder;
        this.store = store;
    }

    /** The staging folder of a run; creates nothing. */
    public static Staging open(String output, RunKey key, Configuration conf) throws IOException {
        return at(HadoopPaths.beside(Locations.output(output, conf), ".staging-" + key.shortValue()), conf);
    }

    static Staging at(Path folder, Configuration conf) throws IOException {
        return at(folder, Store.of(folder, conf));
    }

    static Staging at(Path folder, Store store) {
        return new Staging(folder, store);
    }

    /** For tasks. */
    public StagingFolder location() {
        return new StagingFolder(folder.toString());
    }

    public Path folder() {
        return folder;
    }

    /** What becomes the output. */
    public Path dataset() {
        return HadoopPaths.child(folder, "dataset");
    }

    /** A file of the result, by its path in the output. */
    public Path data(String relativePath) {
        return below(store.renames() ? dataset() : output(), relativePath);
    }

    /** The output, whose name is the beginning of ours. */
    private Path output() {
        return HadoopPaths.child(
                folder.getParent(), STAGING_NAME.matcher(folder.getName()).replaceAll(""));
    }

    /** A file of the result's metadata: a report, a manifest. */
    public Path metadata(String name) {
        return below(dataset(), METADATA + "/" + name);
    }

    /** The rejects of a unit. */
    public Path rejects(String unitName) {
        return metadata("rejects/" + requireUnitName(unitName) + ending(unitName));
    }

    /** Rejects are of the format of the unit's data. */
    private static String ending(String unitName) {
        return unitName.endsWith(ARROW) ? ARROW : ".parquet";
    }

    public Path journal(String unitName) {
        return HadoopPaths.child(journalFolder(), requireUnitName(unitName) + JOURNAL_ENDING);
    }

    private Path journalFolder() {
        return HadoopPaths.child(folder, "journal");
    }

    /** Where one attempt at a unit writes; no other attempt, in this process or another, has the same file. */
    public Path attempt(String unitName, long taskAttemptId) {
        String name = "%s-%d-%s".formatted(requireUnitName(unitName), taskAttemptId, PROCESS);
        return HadoopPaths.child(HadoopPaths.child(folder, "attempts"), name);
    }

    private static String requireUnitName(String name) {
        if (!UNIT_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Invalid unit name: " + HadoopPaths.printable(name) + " (must match " + UNIT_NAME.pattern() + ")");
        }
        return name;
    }

    /** A path below a folder that stays there, whatever the names. */
    static Path below(Path folder, String relativePath) {
        for (String name : relativePath.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException("Invalid relative path: " + HadoopPaths.printable(relativePath)
                        + " (must be names separated by '/')");
            }
        }
        return HadoopPaths.child(folder, relativePath);
    }

    /** Creates what is missing of the folder. */
    public void create() throws IOException {
        store.createFolders(HadoopPaths.child(folder, "attempts"));
        store.createFolders(journalFolder());
        store.createFolders(HadoopPaths.child(dataset(), METADATA));
    }

    public boolean exists() throws IOException {
        return store.exists(folder);
    }

    /** Deletes the folder with all that is in it. */
    public void remove() throws IOException {
        store.delete(folder);
    }

    /**
     * Takes back what a run has written that ends without having published.
     *
     * @param relativePaths of all data files that it may have written
     */
    public void discard(Collection<String> relativePaths) throws IOException {
        if (!store.renames()) {
            new Dataset(output(), store).deleteUnlisted(relativePaths);
        }
        remove();
    }

    /** The journal entry of a unit; none if the unit is not finished. */
    public Optional<byte[]> journaled(String unitName) throws IOException {
        Path entry = journal(unitName);
        return store.exists(entry) ? Optional.of(store.read(entry)) : Optional.empty();
    }

    /** Takes a unit out of the journal, since its files are not what it says, or what is wanted now: it is done again. */
    public void forget(String unitName) throws IOException {
        store.delete(journal(unitName));
        store.delete(rejects(unitName));
    }

    Store store() {
        return store;
    }
}
