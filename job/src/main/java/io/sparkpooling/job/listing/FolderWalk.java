package io.sparkpooling.job.listing;

import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.StorageException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The walk through all inputs. Links are followed, but each real folder is listed once: folders themselves first, links to
 * folders after them. So links in circles end, and a link beside its target adds nothing twice.
 */
final class FolderWalk {
    private static final Pattern OTHER_OUTPUT = Pattern.compile("(?s).*\\.(staging|old)-[0-9a-f]{16}");

    private final List<InputFile> files = new ArrayList<>();
    private final List<SkippedFile> skipped = new ArrayList<>();
    private final Set<Path> listed = new HashSet<>();
    private final Deque<Folder> folders = new ArrayDeque<>();
    private final Deque<Folder> links = new ArrayDeque<>();

    private record Folder(InputRoot root, Entry entry, Optional<SkipReason> skipped) {}

    private FolderWalk() {}

    /** The walk through these inputs, done. */
    static FolderWalk through(List<InputRoot> roots) throws IOException {
        FolderWalk walk = new FolderWalk();
        for (InputRoot root : roots) {
            walk.begin(root);
        }
        while (!walk.folders.isEmpty() || !walk.links.isEmpty()) {
            walk.enter(walk.folders.isEmpty() ? walk.links.remove() : walk.folders.remove());
        }
        return walk;
    }

    List<InputFile> files() {
        return files;
    }

    List<SkippedFile> skipped() {
        return skipped;
    }

    private void begin(InputRoot root) {
        if (root.entry().isFile()) {
            addFile(root, root.entry());
        } else {
            folders.add(new Folder(root, root.entry(), Optional.empty()));
        }
    }

    private void enter(Folder folder) throws IOException {
        if (!listed.add(folder.root().store().resolve(folder.entry().path()))) {
            skip(folder.root(), folder.entry(), SkipReason.ALREADY_LISTED);
            return;
        }
        for (Entry entry : folder.root().store().list(folder.entry().path())) {
            add(folder, entry);
        }
    }

    private void add(Folder folder, Entry entry) throws IOException {
        Optional<SkipReason> reason = folder.skipped().or(() -> reasonToSkip(entry));
        if (entry.isFolder()) {
            (entry.link() ? links : folders).add(new Folder(folder.root(), entry, reason));
        } else if (reason.isPresent()) {
            skip(folder.root(), entry, reason.get());
        } else {
            addFile(folder.root(), readable(entry));
        }
    }

    private void addFile(InputRoot root, Entry file) {
        files.add(new InputFile(
                file.path().toString(), root.relativePath(file.path()), file.length(), file.modifiedMillis()));
    }

    private void skip(InputRoot root, Entry entry, SkipReason reason) {
        skipped.add(new SkippedFile(
                entry.path().toString(),
                root.relativePath(entry.path()),
                entry.length(),
                entry.modifiedMillis(),
                reason));
    }

    private static Optional<SkipReason> reasonToSkip(Entry entry) {
        String name = entry.name();
        if (name.startsWith("_") || name.startsWith(".") || name.endsWith("._COPYING_")) {
            return Optional.of(SkipReason.HIDDEN);
        }
        return entry.isFolder() && OTHER_OUTPUT.matcher(name).matches()
                ? Optional.of(SkipReason.OTHER_OUTPUT)
                : Optional.empty();
    }

    private static Entry readable(Entry entry) throws IOException {
        if (!entry.isFile()) {
            throw new StorageException("Cannot read input: %s (%s)"
                    .formatted(
                            HadoopPaths.printable(entry.path()),
                            entry.kind() == Entry.Kind.LINK_TO_NOTHING
                                    ? "a link to nothing"
                                    : "neither a file nor a folder"));
        }
        return entry;
    }
}
