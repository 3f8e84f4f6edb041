package io.sparkpooling.bench;

import io.sparkpooling.convention.ColumnHints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A row of the table: the same maps stored in one way.
 *
 * @param convention who stores maps so
 * @param variant format, codec and encoding
 * @param hints what a user must say of the column
 * @param stored the files, which are written when they are first asked for
 * @param bytes of the maps
 */
record IoCase(String convention, IoVariant variant, ColumnHints hints, Stored stored, long bytes) {

    /** Where the files come from. */
    interface Stored {
        List<Path> files() throws IOException;
    }

    @Override
    public String toString() {
        return "%s, %s".formatted(convention, variant);
    }
}
