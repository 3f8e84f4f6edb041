package io.sparkpooling.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of this program, as the build wrote it into {@code version.properties}. Files, manifests and reports name it,
 * since the same input gives the same bytes only from the same version.
 */
public final class Version {
    private static final String NUMBER = read();

    private Version() {}

    /** The version's number, such as {@code 0.1.0}. */
    public static String number() {
        return NUMBER;
    }

    private static String read() {
        Properties properties = new Properties();
        try (InputStream resource = Version.class.getResourceAsStream("version.properties")) {
            properties.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read version.properties: " + e.getMessage(), e);
        }
        return properties.getProperty("version");
    }
}
