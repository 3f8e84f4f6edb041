package io.sparkpooling.storage.parquet;

import java.util.OptionalInt;

/**
 * The levels of the present page, from the next value on. If all of them are those of whole tensors the page is
 * <em>dense</em> and no level is ever decoded; otherwise some thousand at a time lie decoded in two arrays.
 */
final class LevelWindow {
    private static final int SIZE = 1 << 15;

    private final LeafLevels levels;
    private final LevelPattern row;
    private final LevelPattern present;
    private final byte[] repetition;
    private final byte[] definition;
    private final ReadCounters counters;

    private HybridRuns repetitionRuns;
    private HybridRuns definitionRuns;
    private int leftInPage;
    private OptionalInt rowsStated = OptionalInt.empty();
    private int rowsSeen;
    private boolean dense;
    private int position;
    private int next;
    private int end;

    /** @param row the repetition levels of a whole tensor */
    LevelWindow(LeafLevels levels, LevelPattern row, long valueCount, ReadCounters counters)
            throws DamagedPageException {
        this.levels = levels;
        this.row = row;
        this.present = LevelPattern.constant(levels.largestDefinition());
        this.counters = counters;
        int size = (int) Math.min(SIZE, valueCount);
        this.repetition = new byte[size];
        this.definition = new byte[size];
        this.repetitionRuns = new HybridRuns(Slice.EMPTY, 0, 0);
        this.definitionRuns = repetitionRuns;
    }

    /**
     * Begins a page.
     *
     * @param within the values of the present row that came before, if it is a whole tensor so far
     */
    void open(DataPage page, OptionalInt within) throws DamagedPageException {
        repetitionRuns = page.repetitionRuns(levels);
        definitionRuns = page.definitionRuns(levels);
        dense = within.isPresent()
                && (levels.largestRepetition() == 0
                        || row.covers(page.repetitionRuns(levels), page.valueCount(), within.getAsInt()))
                && (levels.largestDefinition() == 0
                        || present.covers(page.definitionRuns(levels), page.valueCount(), 0));
        next = 0;
        end = 0;
        leftInPage = page.valueCount();
        rowsSeen = 0;
        rowsStated = page.rowCount();
        if (dense) {
            counters.addDensePage();
            position = within.getAsInt();
            end = leftInPage;
            leftInPage = 0;
            rowsSeen = (int) ((position + (long) end + row.size() - 1) / row.size()) - (position > 0 ? 1 : 0);
            requireStatedRows();
        } else {
            counters.addExpandedPage();
        }
    }

    /** Makes at least one level available, if the page has any left. */
    boolean refill() throws DamagedPageException {
        if (next == end && leftInPage > 0) {
            next = 0;
            end = Math.min(leftInPage, repetition.length);
            leftInPage -= end;
            if (levels.largestRepetition() > 0) {
                repetitionRuns.fill(repetition, end);
            }
            if (levels.largestDefinition() > 0) {
                definitionRuns.fill(definition, end);
            }
            countRows();
        }
        return next < end;
    }

    private void countRows() throws DamagedPageException {
        if (rowsStated.isPresent()) {
            for (int index = 0; index < end; index++) {
                rowsSeen += repetition[index] == 0 ? 1 : 0;
            }
            if (leftInPage == 0) {
                requireStatedRows();
            }
        }
    }

    private void requireStatedRows() throws DamagedPageException {
        if (rowsStated.isPresent() && rowsStated.getAsInt() != rowsSeen) {
            throw new DamagedPageException(
                    "its header states %d rows, its levels %d".formatted(rowsStated.getAsInt(), rowsSeen));
        }
    }

    /** The levels that are available. */
    int available() {
        return end - next;
    }

    boolean isDense() {
        return dense && next < end;
    }

    /** Whether the next value begins a row. */
    boolean startsRow() {
        return dense ? position == 0 : repetition[next] == 0;
    }

    /** The next value's definition level, in a page that is not dense. */
    int definition() {
        return definition[next];
    }

    /** How many of the next {@code most} values are those of a whole tensor from its value {@code within} on. */
    int agreeing(int within, int most) {
        int count = Math.min(most, end - next);
        if (dense) {
            return count;
        }
        int agreeing = present.agreeing(definition, next, row.agreeing(repetition, next, count, within), 0);
        return agreeing;
    }

    /** Goes past {@code count} values. */
    void advance(int count) {
        next += count;
        if (dense) {
            position = (int) ((position + (long) count) % row.size());
        }
    }
}
