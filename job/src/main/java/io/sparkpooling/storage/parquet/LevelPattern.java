package io.sparkpooling.storage.parquet;

import java.util.Arrays;
import java.util.List;

/**
 * The levels that a column has as long as every row holds a whole tensor, as a sequence that repeats. Whether a page is like
 * that is then a comparison of runs, or of bytes, with no step per value.
 */
final class LevelPattern {
    private static final int CONSTANT_SIZE = 1 << 12;

    private final byte[] levels;
    private final int runSize;
    private final int runLevel;

    /**
     * @param levels one period
     * @param runSize at its multiples the level may be any, between them it is
     * @param runLevel this one
     */
    private LevelPattern(byte[] levels, int runSize, int runLevel) {
        this.levels = levels;
        this.runSize = runSize;
        this.runLevel = runLevel;
    }

    /**
     * The repetition levels of a row: 0 where it begins, a higher level where an inner list begins, the highest elsewhere.
     *
     * @param listSizes the length of the lists of each level, outermost first; their product must be an int
     */
    static LevelPattern ofRow(List<Integer> listSizes) {
        byte[] levels = new byte[listSizes.stream().reduce(1, Math::multiplyExact)];
        int stride = 1;
        for (int level = listSizes.size(); level > 0 && levels.length > 0; level--) {
            for (int index = stride; index < levels.length; index += stride) {
                levels[index] = (byte) level;
            }
            stride *= listSizes.get(level - 1);
        }
        int depth = listSizes.size();
        while (depth > 0 && listSizes.get(depth - 1) == 1) {
            depth--;
        }
        return new LevelPattern(levels, depth == 0 ? 1 : listSizes.get(depth - 1), depth);
    }

    /** The same level for ever. */
    static LevelPattern constant(int level) {
        byte[] levels = new byte[CONSTANT_SIZE];
        Arrays.fill(levels, (byte) level);
        return new LevelPattern(levels, CONSTANT_SIZE, level);
    }

    /** The values of a period: for {@link #ofRow} those of a row. */
    int size() {
        return levels.length;
    }

    /** Whether the pattern has {@code count} times {@code level} from {@code position} on. */
    boolean hasRun(int position, int level, int count) {
        int at = position;
        int inRun = position % runSize;
        int left = count;
        while (left > 0) {
            if (level != (inRun == 0 ? levels[at] : runLevel)) {
                return false;
            }
            int step = inRun == 0 ? 1 : Math.min(left, runSize - inRun);
            left -= step;
            at = at + step == levels.length ? 0 : at + step;
            inRun = inRun + step == runSize ? 0 : inRun + step;
        }
        return true;
    }

    /** How many of {@code count} levels from {@code from} on agree with the pattern from {@code position} on. */
    int agreeing(byte[] found, int from, int count, int position) {
        int at = position;
        int done = 0;
        while (done < count) {
            int step = Math.min(count - done, levels.length - at);
            int mismatch = Arrays.mismatch(found, from + done, from + done + step, levels, at, at + step);
            if (mismatch >= 0) {
                return done + mismatch;
            }
            done += step;
            at = 0;
        }
        return count;
    }

    /** Whether the next {@code count} values of {@code runs} agree with the pattern from {@code position} on. */
    boolean covers(HybridRuns runs, int count, int position) throws DamagedPageException {
        byte[] unpacked = new byte[512];
        int at = position;
        int left = count;
        while (left > 0) {
            boolean repeated = runs.isRepeated();
            int step = Math.min(Math.min(left, runs.runLength()), repeated ? left : unpacked.length);
            if (repeated) {
                if (!hasRun(at, runs.runValue(), step)) {
                    return false;
                }
                runs.skipRun(step);
            } else {
                runs.fill(unpacked, step);
                if (agreeing(unpacked, 0, step, at) < step) {
                    return false;
                }
            }
            left -= step;
            at = step < levels.length - at ? at + step : (int) ((at + (long) step) % levels.length);
        }
        return true;
    }
}
