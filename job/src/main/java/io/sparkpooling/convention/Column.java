package io.sparkpooling.convention;

import java.util.List;
import java.util.Optional;

/**
 * What a file says of one top-level column: all that a convention may look at, and all that it may change on output.
 *
 * @param name the column's name
 * @param structure how its values are built
 * @param extension its Arrow extension type, if it has one
 * @param firstRowListSizes the list lengths of its first row that is not null, outermost first; empty if there is none or
 *     nobody looked
 * @param firstRow the parts of its first row that is not null, of a column whose rows each say what they hold; empty if there is
 *     none or nobody looked
 */
public record Column(
        String name,
        Structure structure,
        Optional<Extension> extension,
        List<Integer> firstRowListSizes,
        Optional<RowParts> firstRow) {

    public Column {
        firstRowListSizes = List.copyOf(firstRowListSizes);
    }

    /** A column of whose rows nothing is known but their lists. */
    public Column(String name, Structure structure, Optional<Extension> extension, List<Integer> firstRowListSizes) {
        this(name, structure, extension, firstRowListSizes, Optional.empty());
    }

    /** An Arrow extension type: {@code ARROW:extension:name} and {@code ARROW:extension:metadata} of a field. */
    public record Extension(String name, String metadata) {}

    /** This column with other lists. */
    public Column withStructure(Structure lists) {
        return new Column(name, lists, extension, firstRowListSizes, firstRow);
    }

    /** This column with other metadata of its extension type. */
    public Column withExtensionMetadata(String metadata) {
        return withExtension(extension.map(old -> new Extension(old.name(), metadata)));
    }

    /** This column after a look at its rows. */
    public Column withFirstRowListSizes(List<Integer> sizes) {
        return new Column(name, structure, extension, sizes, firstRow);
    }

    /** This column after a look at the parts of a row. */
    public Column withFirstRow(Optional<RowParts> parts) {
        return new Column(name, structure, extension, firstRowListSizes, parts);
    }

    /** This column with another extension type, or with none. */
    public Column withExtension(Optional<Extension> other) {
        return new Column(name, structure, other, firstRowListSizes, firstRow);
    }

    /** Whether its extension type has that name. */
    boolean hasExtension(String extensionName) {
        return extension.filter(type -> type.name().equals(extensionName)).isPresent();
    }
}
