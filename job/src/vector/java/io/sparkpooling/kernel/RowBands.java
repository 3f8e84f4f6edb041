package io.sparkpooling.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Planes cut into bands of rows that fit into the cache: which rows of the input belong to which row of outputs. Small planes share
 * a band. The rows of a band are laid out one after the other behind a neutral one, which stands for rows that a window at the border
 * does not have.
 */
final class RowBands {
    private static final int ELEMENTS = 1 << 13;
    static final int MOST_ELEMENTS = 1 << 17;
    private static final int LARGEST_TABLE = 1 << 16;
    private static final int MISSING = -1;

    private final int planes;
    private final int tapRows;
    private final int rowElements;
    private final int[] table;
    private final List<List<Band>> bands;

    private RowBands(int planes, int tapRows, int rowElements, int[] table) {
        this.planes = planes;
        this.tapRows = tapRows;
        this.rowElements = rowElements;
        this.table = table;
        this.bands = new ArrayList<>(Collections.nCopies(planes + 1, List.of()));
    }

    /**
     * Some rows of outputs.
     *
     * @param first the first of them, counted over all planes
     * @param rows how many
     * @param firstInput the first row of the input that they need
     * @param inputRows how many rows of the input from there on
     * @param offsets for each row of outputs where its rows of the input are laid out, in elements
     * @param runs the same, in runs
     */
    record Band(int first, int rows, int firstInput, int inputRows, int[] offsets, List<Run> runs) {}

    /**
     * Rows of outputs of a band, the offsets of each of which lie {@code step} elements behind those of the one before.
     *
     * @param first the first row, counted in its band
     */
    record Run(int first, int rows, int step) {}

    /**
     * The bands of a geometry; none where a band would be too large for the cache, or this list too long.
     *
     * @param rowElements how many elements a row of the input takes where it is laid out
     */
    static Optional<RowBands> of(Geometry geometry, int rowElements) {
        int tapRows = geometry.depth().mostTaps() * geometry.height().mostTaps();
        long outputRows = (long) geometry.depth().outputs() * geometry.height().outputs();
        if (outputRows * tapRows > LARGEST_TABLE || tapRows == 0) {
            return Optional.empty();
        }
        long elements = (long) rows(geometry) * rowElements;
        int planes = (int) Math.max(1, Math.min(geometry.outer(), ELEMENTS / elements));
        int[] table = table(geometry, planes, tapRows);
        return Optional.of(new RowBands(planes, tapRows, rowElements, table))
                .filter(rows -> rows.elements() <= MOST_ELEMENTS);
    }

    private static int rows(Geometry geometry) {
        return geometry.depth().size() * geometry.height().size();
    }

    private static int[] table(Geometry geometry, int planes, int tapRows) {
        Axis depth = geometry.depth();
        Axis height = geometry.height();
        int[] table = new int[planes * depth.outputs() * height.outputs() * tapRows];
        Arrays.fill(table, MISSING);
        int begin = 0;
        for (int plane = 0; plane < planes; plane++) {
            for (int od = 0; od < depth.outputs(); od++) {
                for (int oh = 0; oh < height.outputs(); oh++, begin += tapRows) {
                    int at = begin;
                    for (int kd = 0; kd < depth.taps()[od]; kd++) {
                        for (int kh = 0; kh < height.taps()[oh]; kh++) {
                            int row = depth.tap(od, kd) * height.size() + height.tap(oh, kh);
                            table[at++] = plane * rows(geometry) + row;
                        }
                    }
                }
            }
        }
        return table;
    }

    /** As many rows of outputs at a time as have no more elements than a band, or else a single one. */
    private static List<Band> bands(int[] table, int tapRows, int rowElements) {
        int most = Math.max(1, ELEMENTS / rowElements);
        int rows = table.length / tapRows;
        List<Band> bands = new ArrayList<>();
        for (int first = 0; first < rows; ) {
            int end = first + 1;
            while (end < rows && inputRows(table, first * tapRows, (end + 1) * tapRows) <= most) {
                end++;
            }
            int from = first * tapRows;
            int to = end * tapRows;
            int firstInput = firstInput(table, from, to);
            int[] offsets = Arrays.stream(table, from, to)
                    .map(row -> row == MISSING ? 0 : (row - firstInput + 1) * rowElements)
                    .toArray();
            int inputRows = inputRows(table, from, to);
            bands.add(new Band(first, end - first, firstInput, inputRows, offsets, runs(offsets, tapRows)));
            first = end;
        }
        return bands;
    }

    private static List<Run> runs(int[] offsets, int tapRows) {
        List<Run> runs = new ArrayList<>();
        int rows = offsets.length / tapRows;
        for (int first = 0; first < rows; ) {
            int step = first + 1 < rows ? offsets[(first + 1) * tapRows] - offsets[first * tapRows] : 0;
            int end = first + 1;
            while (end < rows && isStep(offsets, (end - 1) * tapRows, tapRows, step)) {
                end++;
            }
            runs.add(new Run(first, end - first, step));
            first = end;
        }
        return runs;
    }

    private static boolean isStep(int[] offsets, int from, int tapRows, int step) {
        return IntStream.range(from, from + tapRows).allMatch(tap -> offsets[tap + tapRows] - offsets[tap] == step);
    }

    private static int firstInput(int[] table, int from, int to) {
        return Arrays.stream(table, from, to)
                .filter(row -> row != MISSING)
                .min()
                .orElse(0);
    }

    private static int inputRows(int[] table, int from, int to) {
        return Arrays.stream(table, from, to).max().orElse(0) - firstInput(table, from, to) + 1;
    }

    /** How many planes share bands. */
    int planes() {
        return planes;
    }

    /** How many rows of the input a row of outputs has at most. */
    int tapRows() {
        return tapRows;
    }

    /** The bands of {@code count} planes, made when first asked for. */
    List<Band> of(int count) {
        if (bands.get(count).isEmpty()) {
            int[] rows = Arrays.copyOf(table, table.length / planes * count);
            bands.set(count, bands(rows, tapRows, rowElements));
        }
        return bands.get(count);
    }

    /** The most elements that the rows of a band take, with the neutral one. */
    long elements() {
        return (1L + of(planes).stream().mapToInt(Band::inputRows).max().orElse(0)) * rowElements;
    }

    /** The most rows of outputs of a band. */
    int rows() {
        return of(planes).stream().mapToInt(Band::rows).max().orElse(0);
    }
}
