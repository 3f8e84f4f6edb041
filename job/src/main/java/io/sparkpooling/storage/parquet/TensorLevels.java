package io.sparkpooling.storage.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;

/**
 * The level bytes at the head of a page of tensors. Every tensor of a column has the same lists, so the levels are a function
 * of which rows are null. Pages without nulls repeat: their bytes are kept until a page has another number of rows.
 */
final class TensorLevels {
    private final int mostRepetition;
    private final int mostDefinition;
    private final int innermost;
    private final int innermostLists;
    private final List<Integer> outerSizes;

    private int keptRows = -1;
    private byte[] kept = {};

    /** Levels for rows with lists of these sizes, outermost first, in {@code leaf}, which has as many repeated levels. */
    TensorLevels(ColumnDescriptor leaf, List<Integer> listSizes) {
        if (leaf.getMaxRepetitionLevel() != listSizes.size()) {
            throw new IllegalArgumentException("column %s has %d levels of lists, its tensors %d"
                    .formatted(String.join(".", leaf.getPath()), leaf.getMaxRepetitionLevel(), listSizes.size()));
        }
        mostRepetition = leaf.getMaxRepetitionLevel();
        mostDefinition = leaf.getMaxDefinitionLevel();
        outerSizes = listSizes.subList(0, Math.max(0, listSizes.size() - 1));
        innermost = listSizes.isEmpty() ? 1 : listSizes.get(listSizes.size() - 1);
        innermostLists = outerSizes.stream().reduce(1, Math::multiplyExact);
    }

    /** The levels of {@code rows} rows, of which {@code nulls} are null. */
    byte[] of(int rows, BitSet nulls) {
        if (!nulls.isEmpty()) {
            return encode(rows, nulls);
        }
        if (rows != keptRows) {
            kept = encode(rows, nulls);
            keptRows = rows;
        }
        return kept;
    }

    private byte[] encode(int rows, BitSet nulls) {
        byte[] repetition = mostRepetition == 0 ? new byte[0] : repetitionLevels(rows, nulls);
        byte[] definition = mostDefinition == 0 ? new byte[0] : definitionLevels(rows, nulls);
        return sections(repetition, definition);
    }

    /** Both kinds of levels as they stand in a page: each behind its length, one that is empty not at all. */
    static byte[] sections(byte[] repetition, byte[] definition) {
        ByteBuffer levels = ByteBuffer.allocate(sectionBytes(repetition) + sectionBytes(definition))
                .order(ByteOrder.LITTLE_ENDIAN);
        putSection(levels, repetition);
        putSection(levels, definition);
        return levels.array();
    }

    private static int sectionBytes(byte[] levels) {
        return levels.length == 0 ? 0 : Integer.BYTES + levels.length;
    }

    private static void putSection(ByteBuffer to, byte[] levels) {
        if (levels.length > 0) {
            to.putInt(levels.length).put(levels);
        }
    }

    private byte[] definitionLevels(int rows, BitSet nulls) {
        LevelEncoder encoder = new LevelEncoder(mostDefinition);
        for (int row = 0; row < rows; row++) {
            if (nulls.get(row)) {
                encoder.add(0, 1);
            } else {
                encoder.add(mostDefinition, (long) innermostLists * innermost);
            }
        }
        return encoder.finish();
    }

    private byte[] repetitionLevels(int rows, BitSet nulls) {
        LevelEncoder encoder = new LevelEncoder(mostRepetition);
        for (int row = 0; row < rows; row++) {
            if (nulls.get(row)) {
                encoder.add(0, 1);
            } else {
                addRow(encoder);
            }
        }
        return encoder.finish();
    }

    private void addRow(LevelEncoder encoder) {
        for (int list = 0; list < innermostLists; list++) {
            encoder.add(levelAtStartOf(list), 1);
            encoder.add(mostRepetition, innermost - 1);
        }
    }

    /** 0 for the row's first list; else the depth of the outermost list that goes on with this one. */
    private int levelAtStartOf(int list) {
        int depth = outerSizes.size();
        int index = list;
        while (depth > 0 && index % outerSizes.get(depth - 1) == 0) {
            index /= outerSizes.get(--depth);
        }
        return depth;
    }
}
