package io.sparkpooling.kernel;

import io.sparkpooling.pooling.MostFrequent;
import io.sparkpooling.pooling.Quantile;
import io.sparkpooling.pooling.Reduction;
import io.sparkpooling.pooling.TopAverage;
import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorView;
import java.util.Optional;

/**
 * Results that depend on the sorted taps, where windows overlap: a plane is sorted once, and from then on taps are ranks. From one
 * window to its neighbour only the columns that differ are added and removed, so k×k taps cost 2k steps and no sorting.
 */
final class RankLoops implements PoolingKernel {
    /** Sorting that many taps of one window would allocate. */
    private static final int MANY_TAPS = 4096;

    private final ElementType type;
    private final boolean exact;
    private final Geometry geometry;
    private final CountedTaps counted;
    private final RankedWindow window;
    private final KeySort sort;
    private final long[] keys;
    private final int[] places;
    private final int[] ranks;

    private RankLoops(WindowedPooling pooling, Geometry geometry, RankedWindow window) {
        this.type = pooling.input().elementType();
        this.exact = pooling.reduction() instanceof MostFrequent;
        this.geometry = geometry;
        this.counted = CountedTaps.of(pooling, geometry);
        this.window = window;
        this.sort = new KeySort(geometry.places());
        this.keys = new long[geometry.places()];
        this.places = new int[geometry.places()];
        this.ranks = new int[geometry.places()];
    }

    /** The kernel for a pooling whose result depends on its sorted taps, if its windows overlap much. */
    static Optional<PoolingKernel> of(WindowedPooling pooling, Geometry geometry) {
        int mostTaps = geometry.mostTaps();
        return mostTaps > MANY_TAPS || geometry.overlapsMuch()
                ? window(pooling, geometry.places(), mostTaps).map(window -> new RankLoops(pooling, geometry, window))
                : Optional.empty();
    }

    private static Optional<RankedWindow> window(WindowedPooling pooling, int places, int mostTaps) {
        Reduction reduction = pooling.reduction();
        if (reduction instanceof Quantile quantile) {
            return Optional.of(new SortedTaps(places, taps -> SortedTaps.quantile(quantile, taps)));
        }
        if (reduction instanceof TopAverage average) {
            return Optional.of(new SortedTaps(places, taps -> SortedTaps.topAverage(average, taps)));
        }
        return reduction instanceof MostFrequent
                ? Optional.of(new CountedValues(pooling.input().elementType(), places, mostTaps))
                : Optional.empty();
    }

    @Override
    public void pool(TensorView[] inputs, TensorView[] outputs) {
        for (int plane = 0; plane < geometry.outer(); plane++) {
            for (int column = 0; column < geometry.inner(); column++) {
                window.begin(keys, rank(inputs, plane * geometry.planeSize(), column));
                poolPlane(outputs[0], plane * geometry.planeOutputs() + column);
            }
        }
    }

    /** Sorts the elements that count; gives their number. */
    private int rank(TensorView[] inputs, int plane, int column) {
        int count = 0;
        for (int place = 0; place < ranks.length; place++) {
            int element = place * geometry.inner() + column;
            ranks[place] = -1;
            if (counted.counts(inputs, plane, element)) {
                keys[count] = key(inputs[0], plane + element);
                places[count++] = place;
            }
        }
        sort.sort(keys, places, count);
        for (int rank = 0; rank < count; rank++) {
            ranks[places[rank]] = rank;
        }
        return count;
    }

    private long key(TensorView source, int element) {
        return exact ? CountedValues.key(type, source, element) : OrderKeys.of(source.number(element));
    }

    private void poolPlane(TensorView destination, int to) {
        int at = to;
        for (int od = 0; od < geometry.depth().outputs(); od++) {
            for (int oh = 0; oh < geometry.height().outputs(); oh++) {
                poolRow(od, oh, destination, at);
                at += geometry.width().outputs() * geometry.inner();
            }
        }
    }

    private void poolRow(int od, int oh, TensorView destination, int to) {
        Axis width = geometry.width();
        int step = width.step();
        int begin = 0;
        int end = 0;
        for (int ow = 0; ow < width.outputs(); ow++) {
            int first = width.first()[ow];
            int last = first + width.taps()[ow] * step;
            boolean shares = first < end && (first - begin) % step == 0;
            if (!shares) {
                window.clear();
            }
            for (int w = begin; shares && w < first; w += step) {
                removeColumn(od, oh, w);
            }
            for (int w = shares ? end : first; w < last; w += step) {
                addColumn(od, oh, w);
            }
            begin = first;
            end = last;
            write(destination, to + ow * geometry.inner());
        }
    }

    private void addColumn(int od, int oh, int w) {
        Axis depth = geometry.depth();
        Axis height = geometry.height();
        for (int kd = 0; kd < depth.taps()[od]; kd++) {
            for (int kh = 0; kh < height.taps()[oh]; kh++) {
                int rank = ranks[place(depth.tap(od, kd), height.tap(oh, kh), w)];
                if (rank >= 0) {
                    window.add(rank);
                }
            }
        }
    }

    private void removeColumn(int od, int oh, int w) {
        Axis depth = geometry.depth();
        Axis height = geometry.height();
        for (int kd = 0; kd < depth.taps()[od]; kd++) {
            for (int kh = 0; kh < height.taps()[oh]; kh++) {
                int rank = ranks[place(depth.tap(od, kd), height.tap(oh, kh), w)];
                if (rank >= 0) {
                    window.remove(rank);
                }
            }
        }
    }

    private int place(int d, int h, int w) {
        return (d * geometry.height().size() + h) * geometry.width().size() + w;
    }

    private void write(TensorView destination, int index) {
        if (counted.mayLeaveOut() && window.count() == 0) {
            counted.writeNone(destination, index);
        } else {
            window.write(destination, index);
        }
    }

    @Override
    public String name() {
        return "ranks";
    }
}
