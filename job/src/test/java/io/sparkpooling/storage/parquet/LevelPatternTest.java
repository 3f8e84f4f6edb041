package io.sparkpooling.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LevelPatternTest {
    @Test
    void hasALevelForEachListThatBegins() {
        LevelPattern pattern = LevelPattern.ofRow(List.of(2, 1, 3));
        byte[] levels = {0, 3, 3, 1, 3, 3};
        assertThat(pattern.size()).isEqualTo(6);
        assertThat(pattern.agreeing(levels, 0, 6, 0)).isEqualTo(6);
    }

    @Test
    void findsTheFirstLevelThatDiffers() {
        LevelPattern pattern = LevelPattern.ofRow(List.of(4));
        byte[] levels = {1, 1, 0, 1, 1, 1, 0, 1, 0};
        assertThat(pattern.agreeing(levels, 0, 9, 2)).isEqualTo(8);
    }

    @RepeatedTest(300)
    void tellsWhetherRunsAreThoseOfWholeRows(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Integer> sizes = new ArrayList<>();
        for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
            sizes.add(1 + random.nextInt(random.nextBoolean() ? 3 : 30));
        }
        List<Integer> rowLevels = new ArrayList<>();
        addLevels(sizes, 0, 0, rowLevels);
        int start = random.nextInt(rowLevels.size());
        int count = 1 + random.nextInt(4 * rowLevels.size());
        int[] levels = new int[count];
        for (int index = 0; index < count; index++) {
            levels[index] = rowLevels.get((start + index) % rowLevels.size());
        }
        LevelPattern pattern = LevelPattern.ofRow(sizes);
        assertThat(pattern.covers(runs(levels, sizes.size()), count, start))
                .as("%s from %d", sizes, start)
                .isTrue();
        int changed = random.nextInt(count);
        levels[changed] = (levels[changed] + 1 + random.nextInt(sizes.size())) % (sizes.size() + 1);
        assertThat(pattern.covers(runs(levels, sizes.size()), count, start))
                .as("%s from %d, changed at %d", sizes, start, changed)
                .isFalse();
    }

    @Test
    void doesNotTakeALongerListForTwo() throws Exception {
        int[] levels = new int[2000];
        java.util.Arrays.fill(levels, 1);
        levels[0] = 0;
        assertThat(LevelPattern.ofRow(List.of(1000)).covers(runs(levels, 1), 2000, 0))
                .isFalse();
    }

    /** By the definition: the first element of a list repeats what its list repeats, the others repeat this list. */
    private static void addLevels(List<Integer> sizes, int depth, int first, List<Integer> levels) {
        for (int element = 0; element < sizes.get(depth); element++) {
            int level = element == 0 ? first : depth + 1;
            if (depth + 1 == sizes.size()) {
                levels.add(level);
            } else {
                addLevels(sizes, depth + 1, level, levels);
            }
        }
    }

    @SuppressWarnings("deprecation") // parquet-java deprecates what its own writers use
    private static HybridRuns runs(int[] levels, int largest) throws IOException, DamagedPageException {
        int bitWidth = BytesUtils.getWidthFromMaxInt(largest);
        try (RunLengthBitPackingHybridEncoder encoder =
                new RunLengthBitPackingHybridEncoder(bitWidth, 64, 1 << 16, new HeapByteBufferAllocator())) {
            for (int level : levels) {
                encoder.writeInt(level);
            }
            return new HybridRuns(Slice.of(encoder.toBytes().toByteArray()), bitWidth, largest);
        }
    }
}
