package io.sparkpooling.pooling;

import io.sparkpooling.tensor.TensorView;
import java.util.Arrays;

/** The gradient of Lp pooling, plane by plane. Not for several threads: it keeps the plane that it is at. */
final class LpGradient implements Routine {
    private final PowerNormGradient norm;
    private final PlaneWindows windows;
    private final PlaneLayout from;
    private final PlaneLayout of;
    private final PlaneLayout to;
    private final int[] places;
    private final double[] raised;
    private final double[] sums;

    /**
     * @param from the places of gradients of the output
     * @param of the places of what was pooled
     * @param to the places of gradients of the input
     */
    LpGradient(PowerNormGradient norm, PlaneWindows windows, PlaneLayout from, PlaneLayout of, PlaneLayout to) {
        this.norm = norm;
        this.windows = windows;
        this.from = from;
        this.of = of;
        this.to = to;
        this.places = new int[windows.mostTaps()];
        this.raised = new double[of.places().length];
        this.sums = new double[of.places().length];
    }

    @Override
    public void compute(TensorView[] inputs, TensorView[] outputs) {
        for (int plane = 0; plane < from.planes().length; plane++) {
            raise(inputs[1], plane);
            Arrays.fill(sums, 0);
            for (int place = 0; place < from.places().length; place++) {
                windows.moveTo(place);
                spread(inputs[0].number(from.element(plane, place)), windows.list(places));
            }
            for (int place = 0; place < sums.length; place++) {
                double tap = inputs[1].number(of.element(plane, place));
                outputs[0].setNumber(to.element(plane, place), norm.ofTap(sums[place], tap));
            }
        }
    }

    private void raise(TensorView input, int plane) {
        for (int place = 0; place < raised.length; place++) {
            raised[place] = norm.raised(input.number(of.element(plane, place)));
        }
    }

    /** Among the taps that {@link #places} lists. */
    private void spread(double gradient, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum = norm.rounded(sum + raised[places[i]]);
        }
        double part = norm.rounded(norm.ofAverage(gradient, norm.rounded(sum / count)) / count);
        for (int i = 0; i < count; i++) {
            sums[places[i]] = norm.rounded(sums[places[i]] + part);
        }
    }
}
