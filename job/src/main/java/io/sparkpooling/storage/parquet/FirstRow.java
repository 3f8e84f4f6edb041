package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.parquet.ChunkPages.Lifetime;
import io.sparkpooling.storage.parquet.LeafLevels.Absence;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;

/**
 * The list lengths of the first row whose lists are all there and not empty: what nested lists are taken to have as their
 * shape if nobody states one. Of each level the first list counts; whether the others agree shows when rows are read.
 */
final class FirstRow {
    private static final int WINDOW = 1 << 12;

    private final LeafLevels levels;
    private final byte[] repetition = new byte[WINDOW];
    private final byte[] definition = new byte[WINDOW];
    private final int[] sizes;
    private final boolean[] open;
    private boolean usable;

    private FirstRow(LeafLevels levels) {
        this.levels = levels;
        this.sizes = new int[levels.largestRepetition()];
        this.open = new boolean[levels.largestRepetition()];
    }

    /** The lengths, outermost first; none if no row has any. */
    static List<Integer> listSizes(ParquetFile file, ColumnDescriptor leaf) throws IOException {
        FirstRow row = new FirstRow(LeafLevels.of(file.schema(), leaf));
        try (PageDecompressor decompressor = new PageDecompressor()) {
            for (ParquetFile.RowGroup group : file.rowGroups()) {
                if (row.find(new ChunkPages(file, group.index(), leaf, decompressor, Lifetime.UNTIL_NEXT))) {
                    return Arrays.stream(row.sizes).boxed().toList();
                }
            }
        }
        return List.of();
    }

    private boolean find(ChunkPages pages) throws IOException {
        usable = false;
        pages.dictionary();
        try {
            for (Optional<StoredPage> page = pages.next(); page.isPresent(); page = pages.next()) {
                if (find(DataPage.of(page.get(), levels))) {
                    return true;
                }
            }
        } catch (DamagedPageException e) {
            throw pages.unreadable(e);
        }
        return usable;
    }

    private boolean find(DataPage page) throws DamagedPageException {
        HybridRuns repetitions = page.repetitionRuns(levels);
        HybridRuns definitions = page.definitionRuns(levels);
        for (int left = page.valueCount(); left > 0; left -= WINDOW) {
            int count = Math.min(left, WINDOW);
            if (levels.largestRepetition() > 0) {
                repetitions.fill(repetition, count);
            }
            if (levels.largestDefinition() > 0) {
                definitions.fill(definition, count);
            }
            for (int index = 0; index < count; index++) {
                if (repetition[index] == 0 && usable) {
                    return true;
                }
                add(repetition[index], definition[index]);
            }
        }
        return false;
    }

    private void add(int repetitionLevel, int definitionLevel) {
        if (repetitionLevel == 0) {
            usable = true;
            Arrays.fill(open, true);
            Arrays.fill(sizes, 1);
        } else {
            Arrays.fill(open, repetitionLevel, open.length, false);
            if (open[repetitionLevel - 1]) {
                sizes[repetitionLevel - 1]++;
            }
        }
        boolean present = definitionLevel == levels.largestDefinition()
                || levels.absences().get(definitionLevel) == Absence.ELEMENT;
        usable &= present;
    }
}
