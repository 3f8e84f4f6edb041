package io.sparkpooling.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sparkpooling.tensor.UnknownName;
import java.util.List;
import java.util.Locale;

/** What made the dataset appear. */
public enum PublishKind {
    /** One rename of a directory: readers saw nothing before it and everything after it. */
    RENAME,
    /** The manifest, created only if absent: readers who follow it saw nothing before it and everything after it. */
    MANIFEST;

    /** The kind of that word. */
    @JsonCreator
    public static PublishKind named(String word) {
        return switch (word) {
            case "rename" -> RENAME;
            case "manifest" -> MANIFEST;
            default -> throw UnknownName.of("publish kind", word, List.of("rename", "manifest"));
        };
    }

    /** As users read it: {@code rename}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
