package io.sparkpooling.pooling;

import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorView;

/** The random numbers of each plane of a tensor, from 0 to 1: given in another column, or drawn from a seed. */
interface PlaneSamples {

    /** Sets {@code samples}, one for each pooled axis, to those of one plane of the row whose tensors are {@code inputs}. */
    void list(TensorView[] inputs, int plane, double[] samples);

    /**
     * Those that another column gives.
     *
     * @param input which of the inputs holds them, planes × axes
     * @param layout its places, of which a plane has as many as axes are pooled
     */
    record Given(int input, PlaneLayout layout) implements PlaneSamples {
        @Override
        public void list(TensorView[] inputs, int plane, double[] samples) {
            for (int axis = 0; axis < samples.length; axis++) {
                double sample = inputs[input].number(layout.element(plane, axis));
                if (!(sample >= 0 && sample <= 1)) {
                    throw new InvalidTensorException("sample %s (must be from 0 to 1)".formatted(sample));
                }
                samples[axis] = sample;
            }
        }
    }

    /**
     * Those that a hash of the seed, the plane's number and its elements in logical order gives: the same in every run, partition
     * and layout.
     */
    record Drawn(long seed, PlaneLayout layout) implements PlaneSamples {
        @Override
        public void list(TensorView[] inputs, int plane, double[] samples) {
            long hash = SplitMix64.mixed(SplitMix64.mixed(seed) ^ plane);
            for (int place = 0; place < layout.places().length; place++) {
                double number = inputs[0].number(layout.element(plane, place));
                hash = SplitMix64.mixed(hash ^ Double.doubleToLongBits(number));
            }
            for (int axis = 0; axis < samples.length; axis++) {
                hash = SplitMix64.mixed(hash ^ axis);
                samples[axis] = SplitMix64.fraction(hash);
            }
        }
    }
}
