package io.sparkpooling.job.publish;

import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.job.listing.InputListing;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What makes two runs the same: settings, our version, and the files to be read with their lengths and times. Runs with one
 * key write the same bytes to the same names, so the second goes on where the first stopped, or has nothing to do.
 *
 * @param value 64 hexadecimal digits
 */
public record RunKey(String value) implements Serializable {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");
    private static final int SHORT_DIGITS = 16;

    public RunKey {
        if (!DIGITS.matcher(value).matches()) {
            throw new IllegalArgumentException("Invalid run key: " + value + " (must be 64 hexadecimal digits)");
        }
    }

    /** The key of a run; the settings as one canonical text. */
    public static RunKey of(String canonicalSettings, String version, List<InputFile> files) {
        String identity = "%d:%s %d:%s\n%s"
                .formatted(
                        canonicalSettings.length(),
                        canonicalSettings,
                        version.length(),
                        version,
                        InputListing.digestText(files));
        return new RunKey(Digests.sha256(identity.getBytes(StandardCharsets.UTF_8)));
    }

    /** The first 16 digits, for the names of folders. */
    public String shortValue() {
        return value.substring(0, SHORT_DIGITS);
    }
}
