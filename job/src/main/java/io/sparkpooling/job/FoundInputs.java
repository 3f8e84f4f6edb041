package io.sparkpooling.job;

import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.Store;
import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.job.listing.InputListing;
import io.sparkpooling.job.publish.InputIdentity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The input files that a manifest speaks of, as they are now: where it says, or below the folders that the user names, found there
 * by the end of their path.
 */
final class FoundInputs {
    private final Map<String, List<InputFile>> listed;
    private final boolean named;
    private final Configuration hadoop;
    private final Map<String, InputFile> files = new HashMap<>();
    private final List<String> missing = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private boolean copied;

    /** @param input what the user names; empty: the files lie where they did */
    FoundInputs(List<String> input, Configuration hadoop) throws IOException {
        this.named = !input.isEmpty();
        this.listed = (named ? InputListing.of(input, hadoop).files() : List.<InputFile>of())
                .stream().collect(Collectors.groupingBy(file -> file.path().getName()));
        this.hadoop = hadoop;
    }

    /** Looks for files. */
    void find(List<InputIdentity> identities) throws IOException {
        for (InputIdentity identity : identities) {
            Optional<InputFile> found = named ? listed(identity) : inPlace(identity);
            found.ifPresentOrElse(file -> take(identity, file), () -> miss(identity));
        }
    }

    private Optional<InputFile> listed(InputIdentity identity) {
        String name = new Path(identity.uri()).getName();
        return listed.getOrDefault(name, List.of()).stream()
                .max(Comparator.comparingInt(file -> commonEnd(file.uri(), identity.uri())));
    }

    private static int commonEnd(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length())
                && one.charAt(one.length() - 1 - length) == other.charAt(other.length() - 1 - length)) {
            length++;
        }
        return length;
    }

    private Optional<InputFile> inPlace(InputIdentity identity) throws IOException {
        Path path = new Path(identity.uri());
        return Store.of(path, hadoop)
                .find(path)
                .filter(Entry::isFile)
                .map(entry -> new InputFile(
                        identity.uri(), HadoopPaths.printable(path), entry.length(), entry.modifiedMillis()));
    }

    private void take(InputIdentity identity, InputFile file) {
        files.put(identity.uri(), file);
        boolean sameTime = file.modifiedMillis() == identity.modifiedMillis();
        if (file.length() != identity.length()) {
            findings.add(Finding.input(
                    "[%s] Changed since it was pooled: it has %d bytes, and had %d",
                    file.relativePath(), file.length(), identity.length()));
        } else if (!sameTime && !named) {
            findings.add(Finding.input(
                    "[%s] Written again since it was pooled (a copy of the same bytes can be named with --input)",
                    file.relativePath()));
        }
        copied |= !sameTime;
    }

    private void miss(InputIdentity identity) {
        missing.add(HadoopPaths.printable(new Path(identity.uri())));
        if (named) {
            findings.add(Finding.input(
                    "[%s] Cannot find it below --input: no file there ends with its name",
                    HadoopPaths.printable(new Path(identity.uri()))));
        }
    }

    /** Whether all these files are there, by their URIs in the manifest. */
    boolean hold(List<String> uris) {
        return files.keySet().containsAll(uris);
    }

    InputFile file(String uri) {
        return files.get(uri);
    }

    /** Those of the given files that are there. */
    List<InputFile> of(List<InputIdentity> identities) {
        return identities.stream()
                .filter(identity -> files.containsKey(identity.uri()))
                .map(identity -> files.get(identity.uri()))
                .toList();
    }

    List<String> missing() {
        return missing;
    }

    List<Finding> findings() {
        return findings;
    }

    /** Whether a file was written at another time than the one that was pooled: other values may be its own. */
    boolean copied() {
        return copied;
    }
}
