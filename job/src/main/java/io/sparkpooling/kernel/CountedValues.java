package io.sparkpooling.kernel;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorView;
import java.util.Arrays;

/** How often each value occurs in a window, how many values occur once, twice, ..., and so which occurs most often. */
final class CountedValues implements RankedWindow {
    private final ElementType type;
    private final int[] valueByRank;
    private final long[] values;
    private final int[] occurrences;
    private final int[] valuesWith;
    private final long[] present;
    private int lowest;
    private int longest;
    private int count;
    private int nan;

    /** Of planes of at most {@code most} elements, and windows of at most {@code mostTaps}. */
    CountedValues(ElementType type, int most, int mostTaps) {
        this.type = type;
        this.valueByRank = new int[most];
        this.values = new long[most];
        this.occurrences = new int[most];
        this.valuesWith = new int[mostTaps + 2];
        this.present = new long[most / Long.SIZE + 1];
    }

    /** The key of an element; both zeros are one value. */
    static long key(ElementType type, TensorView source, int element) {
        return type.isFloatingPoint()
                ? OrderKeys.of(source.number(element) + 0.0)
                : source.integer(element) ^ turned(type);
    }

    private static long turned(ElementType type) {
        return type == ElementType.UINT64 ? Long.MIN_VALUE : 0;
    }

    @Override
    public void begin(long[] sortedKeys, int keyCount) {
        clear();
        int value = -1;
        for (int rank = 0; rank < keyCount; rank++) {
            if (value < 0 || values[value] != sortedKeys[rank]) {
                values[++value] = sortedKeys[rank];
            }
            valueByRank[rank] = value;
        }
        nan = type.isFloatingPoint() && value >= 0 && values[value] == OrderKeys.NAN ? value : -1;
    }

    @Override
    public void clear() {
        for (int word = 0; word < present.length; word++) {
            for (long rest = present[word]; rest != 0; rest &= rest - 1) {
                occurrences[word * Long.SIZE + Long.numberOfTrailingZeros(rest)] = 0;
            }
        }
        Arrays.fill(present, 0);
        Arrays.fill(valuesWith, 0);
        lowest = present.length - 1;
        longest = 0;
        count = 0;
    }

    @Override
    public void add(int rank) {
        int value = valueByRank[rank];
        int times = ++occurrences[value];
        valuesWith[times - 1]--;
        valuesWith[times]++;
        longest = Math.max(longest, times);
        present[value >> 6] |= 1L << value;
        lowest = Math.min(lowest, value >> 6);
        count++;
    }

    @Override
    public void remove(int rank) {
        int value = valueByRank[rank];
        int times = occurrences[value]--;
        valuesWith[times]--;
        valuesWith[times - 1]++;
        longest -= valuesWith[longest] == 0 ? 1 : 0;
        present[value >> 6] &= ~((times == 1 ? 1L : 0L) << value);
        count--;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public void write(TensorView destination, int index) {
        if (type.isFloatingPoint()) {
            boolean none = count == 0 || nan >= 0 && occurrences[nan] > 0;
            destination.setNumber(index, none ? Double.NaN : OrderKeys.number(values[mostFrequent()]));
        } else {
            long result = count == 0 ? Long.MIN_VALUE : values[mostFrequent()];
            destination.setInteger(index, type.limited(result ^ turned(type)));
        }
    }

    /** The smallest of the values that occur most often. */
    private int mostFrequent() {
        while (present[lowest] == 0) {
            lowest++;
        }
        for (int word = lowest; ; word++) {
            for (long rest = present[word]; rest != 0; rest &= rest - 1) {
                int value = word * Long.SIZE + Long.numberOfTrailingZeros(rest);
                if (occurrences[value] == longest) {
                    return value;
                }
            }
        }
    }
}
