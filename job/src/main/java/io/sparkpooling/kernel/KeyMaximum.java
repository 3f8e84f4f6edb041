package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Maximum;
import io.sparkpooling.pooling.Minimum;
import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.TensorView;
import java.util.Optional;

/**
 * Maxima and minima axis by axis, for every element type, with the place of each and with taps that do not count: the elements of a
 * plane become {@link Keys}, and the largest key of a window is its result's place.
 */
final class KeyMaximum implements PoolingKernel {
    private final Geometry geometry;
    private final Extremes extremes;
    private final CountedTaps counted;
    private final EmptyWindows empty;
    private final boolean indices;
    private final long[] places;

    private KeyMaximum(WindowedPooling pooling, Geometry geometry, boolean smallest) {
        ElementType type = pooling.input().elementType();
        this.geometry = geometry;
        this.counted = CountedTaps.of(pooling, geometry);
        this.extremes = new Extremes(type, geometry, smallest, counted);
        this.empty = new EmptyWindows(pooling);
        this.indices = pooling.indices().isPresent();
        this.places = new long[indices ? geometry.planeOutputs() : 0];
    }

    /** The kernel for a pooling that is a maximum or a minimum. */
    static Optional<PoolingKernel> of(WindowedPooling pooling, Geometry geometry) {
        boolean smallest = pooling.reduction() instanceof Minimum;
        return smallest || pooling.reduction() instanceof Maximum
                ? Optional.of(new KeyMaximum(pooling, geometry, smallest))
                : Optional.empty();
    }

    @Override
    public void pool(TensorView[] inputs, TensorView[] outputs) {
        for (int i = 0; i < geometry.outer(); i++) {
            int from = i * geometry.planeSize();
            int to = i * geometry.planeOutputs();
            int[] chosen = extremes.choose(inputs, from);
            boolean anyEmpty = place(chosen);
            ChosenTaps.copy(inputs[0], from, chosen, chosen.length, outputs[0], to);
            if (indices) {
                TensorView positions = outputs[outputs.length - 1];
                System.arraycopy(places, 0, positions.carrier(), positions.offset() + to, places.length);
            }
            if (anyEmpty) {
                fillEmpty(inputs[0], chosen, outputs, to);
            }
        }
    }

    /** Notes the places of the chosen elements, if they are asked for; whether there is a window without any. */
    private boolean place(int[] chosen) {
        boolean anyEmpty = false;
        for (int element : chosen) {
            anyEmpty |= element < 0;
        }
        for (int at = 0; at < places.length; at++) {
            places[at] = chosen[at] < 0 ? -1 : chosen[at] / geometry.inner();
        }
        return anyEmpty;
    }

    private void fillEmpty(TensorView source, int[] chosen, TensorView[] outputs, int to) {
        for (int at = 0; at < chosen.length; at++) {
            if (chosen[at] >= 0) {
                continue;
            }
            if (counted.mayLeaveOut()) {
                counted.writeNone(outputs[0], to + at);
            } else {
                empty.write(source, outputs, to + at, at / geometry.inner());
            }
        }
    }

    @Override
    public String name() {
        return geometry.inner() > 1 ? "columns of keys" : "rows of keys";
    }
}
