package io.sparkpooling.pooling;

import java.util.ArrayList;
import java.util.List;

/**
 * The regions of R-MAC (Tolias et al. 2016, as in {@code cirtorch/layers/functional.py}): the whole map, then on each level a grid
 * of squares that overlap. Starts are exact quotients, where the original's float32 can fall one short.
 */
final class SquareRegions {
    private static final int MOST_STEPS = 7;

    private final int height;
    private final int width;

    /** A region of a map: its first row and column, and its size. */
    record Region(int top, int left, int height, int width) {}

    SquareRegions(int height, int width) {
        this.height = height;
        this.width = width;
    }

    /** The whole map and the squares of levels 1 to {@code levels}, level by level, in each row by row. */
    List<Region> upTo(int levels) {
        List<Region> regions = new ArrayList<>(List.of(new Region(0, 0, height, width)));
        int shorter = Math.min(height, width);
        for (int level = 1; level <= levels && 2 * shorter > level; level++) {
            int side = (int) (2L * shorter / (level + 1));
            for (int top : starts(height, side, level + (height > width ? more(shorter, height) : 0))) {
                for (int left : starts(width, side, level + (width > height ? more(shorter, width) : 0))) {
                    regions.add(new Region(top, left, side, side));
                }
            }
        }
        return regions;
    }

    private static int[] starts(int size, int side, int count) {
        int[] starts = new int[count];
        for (int i = 1; i < count; i++) {
            starts[i] = (int) ((long) i * (size - side) / (count - 1));
        }
        return starts;
    }

    /** How many squares more the longer side has: so many that two of the first level overlap by nearly 0.4 of their side. */
    private static int more(int shorter, int longer) {
        int best = 1;
        for (int more = 2; more < MOST_STEPS; more++) {
            if (distance(shorter, longer, more) * best < distance(shorter, longer, best) * more) {
                best = more;
            }
        }
        return best;
    }

    /** 5 * shorter * more * |overlap - 0.4|, where overlap is 1 - (longer - shorter) / more / shorter. */
    private static long distance(int shorter, int longer, int more) {
        return Math.abs(3L * shorter * more - 5L * (longer - shorter));
    }
}
