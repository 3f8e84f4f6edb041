package io.sparkpooling.job;

import java.util.Locale;

/**
 * Keeps the user's locale out of what is written. In some locales (Arabic, Persian, Nepali, ...) Java formats numbers with
 * other digits, and names of files, run keys and reasons of rejects would differ from machine to machine.
 */
public final class RootLocale {

    private RootLocale() {}

    /** From now on, all that this JVM formats is the same everywhere. */
    public static void use() {
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    }
}
