package io.sparkpooling.kernel;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorView;

/** Keys of elements of 64 bits, which leave no room for a place beside them: the ranks of the sorted elements. */
final class RankedKeys implements Keys {
    private final ElementType type;
    private final int inner;
    private final int places;
    private final boolean smallest;
    private final CountedTaps counted;
    private final KeySort sort;
    private final long[] sorted;
    private final int[][] placesByRank;

    RankedKeys(ElementType type, Geometry geometry, boolean smallest, CountedTaps counted) {
        this.type = type;
        this.inner = geometry.inner();
        this.places = geometry.places();
        this.smallest = smallest;
        this.counted = counted;
        this.sort = new KeySort(places);
        this.sorted = new long[places];
        this.placesByRank = new int[inner][places];
    }

    @Override
    public void write(TensorView[] inputs, int from, long[] keys) {
        for (int column = 0; column < inner; column++) {
            rank(inputs[0], from + column, placesByRank[column]);
            for (int rank = 0; rank < places; rank++) {
                keys[placesByRank[column][rank] * inner + column] = rank;
            }
        }
        counted.leaveOut(inputs, from, keys);
    }

    /** From the last place on, so that of equal elements the first has the highest rank; but of NaN the last has it. */
    private void rank(TensorView source, int from, int[] byRank) {
        for (int i = 0, place = places - 1; place >= 0; i++, place--) {
            sorted[i] = sortable(source, from + place * inner);
            byRank[i] = place;
        }
        sort.sort(sorted, byRank, places);
        if (type.isFloatingPoint()) {
            turnNan(byRank);
        }
    }

    private void turnNan(int[] byRank) {
        int low = places;
        while (low > 0 && sorted[low - 1] == OrderKeys.NAN) {
            low--;
        }
        for (int high = places - 1; low < high; low++, high--) {
            int place = byRank[low];
            byRank[low] = byRank[high];
            byRank[high] = place;
        }
    }

    private long sortable(TensorView source, int element) {
        if (type.isFloatingPoint()) {
            double number = source.number(element);
            return OrderKeys.of((smallest ? -number : number) + 0.0);
        }
        long turned = (type.isUnsigned() ? Long.MIN_VALUE : 0) ^ (smallest ? -1 : 0);
        return source.integer(element) ^ turned;
    }

    @Override
    public int place(long key, int column) {
        return placesByRank[column][(int) key];
    }
}
