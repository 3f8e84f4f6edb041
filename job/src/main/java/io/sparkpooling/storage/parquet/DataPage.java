package io.sparkpooling.storage.parquet;

import java.util.OptionalInt;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;

/**
 * A data page taken apart into its three sections, whichever version it has.
 *
 * @param valueCount the values and nulls
 * @param rowCount the rows that begin in it, where its header says so
 * @param repetition run-length coded levels; empty where the column has no lists
 * @param definition run-length coded levels; empty where nothing on the path is optional
 * @param encoding of the values
 * @param values the encoded values, nulls left out
 */
record DataPage(
        int valueCount, OptionalInt rowCount, Slice repetition, Slice definition, Encoding encoding, Slice values) {

    static DataPage of(StoredPage page, LeafLevels levels) throws DamagedPageException {
        return page.isVersion2() ? version2(page) : version1(page, levels);
    }

    private static DataPage version2(StoredPage page) throws DamagedPageException {
        DataPageHeaderV2 header = page.header().getData_page_header_v2();
        int repetition = header.getRepetition_levels_byte_length();
        int definition = header.getDefinition_levels_byte_length();
        return new DataPage(
                page.valueCount(),
                OptionalInt.of(header.getNum_rows()),
                page.bytes().part(0, repetition),
                page.bytes().part(repetition, definition),
                page.encoding(),
                page.bytes().from(repetition + definition));
    }

    /** In version 1 each section of levels states its length in four bytes, and is there only if its levels can vary. */
    private static DataPage version1(StoredPage page, LeafLevels levels) throws DamagedPageException {
        DataPageHeader header = page.header().getData_page_header();
        Slice rest = page.bytes();
        Slice repetition = Slice.EMPTY;
        if (levels.largestRepetition() > 0) {
            repetition = sized(rest, header.getRepetition_level_encoding());
            rest = rest.from(Integer.BYTES + repetition.length());
        }
        Slice definition = Slice.EMPTY;
        if (levels.largestDefinition() > 0) {
            definition = sized(rest, header.getDefinition_level_encoding());
            rest = rest.from(Integer.BYTES + definition.length());
        }
        return new DataPage(page.valueCount(), OptionalInt.empty(), repetition, definition, page.encoding(), rest);
    }

    private static Slice sized(Slice rest, org.apache.parquet.format.Encoding encoding) throws DamagedPageException {
        if (encoding != org.apache.parquet.format.Encoding.RLE) {
            throw new DamagedPageException(
                    "its levels are encoded as %s, which is not supported (RLE is)".formatted(encoding));
        }
        return rest.part(Integer.BYTES, rest.firstInt());
    }

    /** The repetition levels, to be read once. */
    HybridRuns repetitionRuns(LeafLevels levels) throws DamagedPageException {
        return runs(repetition, levels.largestRepetition());
    }

    /** The definition levels, to be read once. */
    HybridRuns definitionRuns(LeafLevels levels) throws DamagedPageException {
        return runs(definition, levels.largestDefinition());
    }

    private static HybridRuns runs(Slice slice, int largest) throws DamagedPageException {
        return new HybridRuns(slice, LeafLevels.bitWidth(largest), largest);
    }
}
