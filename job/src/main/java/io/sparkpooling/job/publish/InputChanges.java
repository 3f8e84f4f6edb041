package io.sparkpooling.job.publish;

import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.job.listing.InputListing;
import io.sparkpooling.job.listing.NoSuchInputException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Whether the input is still what was planned: asked again just before publishing. */
public final class InputChanges {

    private InputChanges() {}

    /**
     * Lists the inputs anew and compares. Files that arrived since then do not matter: they are not part of this run.
     *
     * @throws ConflictException if a listed file changed or is gone
     */
    public static void requireNone(InputListing before, Configuration conf) throws IOException {
        Map<String, InputFile> now = new HashMap<>();
        listed(before, conf).forEach(file -> now.put(file.uri(), file));
        for (InputFile file : before.files()) {
            Optional<InputFile> found = Optional.ofNullable(now.get(file.uri()));
            if (found.isEmpty()) {
                throw changed(file, "it is gone");
            }
            if (file.length() != found.get().length()
                    || file.modifiedMillis() != found.get().modifiedMillis()) {
                throw changed(file, difference(InputIdentity.of(file), InputIdentity.of(found.get())));
            }
        }
    }

    private static List<InputFile> listed(InputListing before, Configuration conf) throws IOException {
        try {
            return InputListing.of(before.inputs(), conf).files();
        } catch (NoSuchInputException e) {
            throw new ConflictException("Cannot publish: input changed while running: " + e.getMessage());
        }
    }

    static String difference(InputIdentity before, InputIdentity now) {
        return before.length() == now.length()
                ? "it was written again"
                : "%d bytes, were %d".formatted(now.length(), before.length());
    }

    private static ConflictException changed(InputFile file, String how) {
        return new ConflictException("Cannot publish: input %s changed while running (%s)"
                .formatted(HadoopPaths.printable(file.path()), how));
    }
}
