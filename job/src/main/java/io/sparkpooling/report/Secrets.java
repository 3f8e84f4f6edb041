package io.sparkpooling.report;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Hides what must not stand in a report that many can read: the user part of a URI, values in a URI's query that sign it, and
 * whatever a name calls a secret (the words of Spark's own {@code spark.redaction.regex}, and keys).
 */
public final class Secrets {
    private static final String HIDDEN = "***";
    private static final Pattern NAME =
            Pattern.compile("secret|password|passwd|token|credential|signature|access.?key|api.?key|account.?key");
    private static final Pattern USER = Pattern.compile("://[^/@\\s]*@");
    private static final Pattern SIGNED = Pattern.compile(
            "(?i)([?&;](?:sig|sv|se|x-amz-[a-z-]+|[a-z_-]*(?:token|secret|signature|key|password)[a-z_-]*)=)[^&;\\s]*");

    private Secrets() {}

    /** A text without the secrets in URIs; a container that stands before {@code @} (abfss) stays. */
    public static String hidden(String text) {
        String withoutUser = USER.matcher(text).replaceAll(found -> {
            String user = found.group();
            return user.contains(":") && user.indexOf(':', 3) > 0 ? "://" + HIDDEN + "@" : user.replace("$", "\\$");
        });
        return SIGNED.matcher(withoutUser).replaceAll("$1" + HIDDEN.replace("$", "\\$"));
    }

    /** The value of that name: all of it hidden where the name says so. */
    public static String hidden(String name, String value) {
        return NAME.matcher(name.toLowerCase(Locale.ROOT)).find() ? HIDDEN : hidden(value);
    }
}
