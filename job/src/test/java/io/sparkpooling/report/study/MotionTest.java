package io.sparkpooling.report.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkpooling.report.FidelityMeter;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rotations and scalings are held against scipy.ndimage.affine_transform(order=1, mode='nearest') in float64, version 1.17. */
class MotionTest {
    private static final double[] SQUARES = {0, 1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121};
    private static final List<Integer> PLANE = List.of(0, 1);

    @Test
    void aShiftRepeatsTheFirstElementOfTheLastPooledAxis() {
        assertThat(moved(new Motion(Motion.Kind.SHIFT, 1), PLANE, Shape.of(3, 4), SQUARES))
                .containsExactly(0, 0, 1, 4, 16, 16, 25, 36, 64, 64, 81, 100);
        assertThat(moved(new Motion(Motion.Kind.SHIFT, 2), List.of(0), Shape.of(3, 4), SQUARES))
                .containsExactly(0, 1, 4, 9, 0, 1, 4, 9, 0, 1, 4, 9);
        assertThat(moved(new Motion(Motion.Kind.SHIFT, 9), PLANE, Shape.of(3, 4), SQUARES))
                .containsExactly(0, 0, 0, 0, 16, 16, 16, 16, 64, 64, 64, 64);
    }

    /** Of {@code x[d, h, w] = (d*4 + h*3 + w)^2}, the element at {@code max(0, i - 2)} of the axis. */
    @Test
    void aShiftGoesAlongEachPooledAxis() {
        int[] sizes = {3, 4, 5};
        for (int back = 0; back < 3; back++) {
            double[] expected = new double[60];
            double[] volume = new double[60];
            for (int i = 0; i < 60; i++) {
                int[] place = {i / 20, i / 5 % 4, i % 5};
                volume[i] = value(place);
                place[2 - back] = Math.max(0, place[2 - back] - 2);
                expected[i] = value(place);
            }
            assertThat(moved(new Motion(Motion.Kind.SHIFT, 2, back), List.of(0, 1, 2), Shape.of(sizes), volume))
                    .as("axis %d from the last", back)
                    .containsExactly(expected);
        }
    }

    private static double value(int[] place) {
        return Math.pow(place[0] * 4 + place[1] * 3 + place[2], 2);
    }

    @Test
    void aRotationIsScipys() {
        assertThat(moved(new Motion(Motion.Kind.ROTATION, 3), PLANE, Shape.of(3, 4), SQUARES))
                .containsExactly(
                        new double[] {
                            1.277990393757, 1.597892872967, 3.840936433403, 8.728041729445,
                            19.787981173269, 26.473087782871, 35.155230590481, 45.834409596102,
                            64.924658119888, 82.007402588447, 99.310825776325, 115.249043228091
                        },
                        within(1e-11));
    }

    @Test
    void aScalingIsScipys() {
        assertThat(moved(new Motion(Motion.Kind.SCALING, 1.05), PLANE, Shape.of(3, 4), SQUARES))
                .containsExactly(
                        new double[] {
                            0.860544217687, 2.22335600907, 5.443310657596, 10.520408163265,
                            16.642857142857, 25.261904761905, 35.738095238095, 48.071428571429,
                            62.901360544218, 78.77664399093, 96.509070294785, 116.098639455782
                        },
                        within(1e-11));
        assertThat(moved(new Motion(Motion.Kind.SCALING, 0.95), List.of(0), Shape.of(5), 1, 4, 9, 16, 25))
                .containsExactly(new double[] {1, 3.842105263158, 9, 16.473684210526, 25}, within(1e-11));
    }

    @Test
    void channelsMoveAlikeWhereverTheyLie() {
        double[] channelsFirst = IntStream.range(0, 24)
                .mapToDouble(i -> i < 12 ? SQUARES[i] : 7 - SQUARES[i - 12])
                .toArray();
        double[] channelsLast = IntStream.range(0, 24)
                .mapToDouble(i -> channelsFirst[i % 2 * 12 + i / 2])
                .toArray();
        for (Motion motion : along(2, Motion.upTo(2))) {
            double[] first = moved(motion, List.of(1, 2), Shape.of(2, 3, 4), channelsFirst);
            double[] last = moved(motion, PLANE, Shape.of(3, 4, 2), channelsLast);
            assertThat(IntStream.range(0, 24).mapToDouble(i -> first[i % 2 * 12 + i / 2]))
                    .as(motion.toString())
                    .containsExactly(
                            IntStream.range(0, 24).mapToObj(i -> last[i]).toArray(Double[]::new));
        }
    }

    @Test
    void integersAreMovedToTheNearestPlaceAndNeverMixed() {
        TensorType labels = TensorType.of(ElementType.UINT8, Shape.of(5));
        TensorView into = new TensorView(labels).moveTo(new byte[5], 0);
        new Motion(Motion.Kind.SCALING, 0.5)
                .apply(new TensorView(labels).moveTo(new byte[] {7, 0, (byte) 200, 0, 9}, 0), List.of(0), into);
        assertThat((byte[]) into.carrier()).containsExactly(7, 7, (byte) 200, 9, 9);
    }

    @Test
    void aNumberThatIsMissingIsReadOnlyWhereItCounts() {
        double[] moved = moved(new Motion(Motion.Kind.SCALING, 0.5), List.of(0), Shape.of(5), 1, Double.NaN, 2, 3, 4);
        assertThat(moved).containsExactly(1, 1, 2, 4, 4);
    }

    @Test
    void thereAreShiftsUpToTheLargestTenRotationsAndTwoScalings() {
        assertThat(along(2, Motion.upTo(3)))
                .hasSize(18)
                .startsWith(new Motion(Motion.Kind.SHIFT, 1), new Motion(Motion.Kind.SHIFT, 2))
                .contains(new Motion(Motion.Kind.SHIFT, 1, 1), new Motion(Motion.Kind.SHIFT, 3, 1))
                .contains(new Motion(Motion.Kind.ROTATION, -5), new Motion(Motion.Kind.ROTATION, 5))
                .endsWith(new Motion(Motion.Kind.SCALING, 0.95), new Motion(Motion.Kind.SCALING, 1.05));
        assertThat(new Motion(Motion.Kind.ROTATION, 1).moves(1)).isFalse();
        assertThat(new Motion(Motion.Kind.SHIFT, 1).moves(1)).isTrue();
        assertThat(new Motion(Motion.Kind.SHIFT, 1, 1).moves(1)).isFalse();
    }

    private static List<Motion> along(int axes, List<Motion> motions) {
        return motions.stream().filter(motion -> motion.moves(axes)).toList();
    }

    @Test
    void cosineIsThatOfTheAngle() {
        assertThat(FidelityMeter.change(vector(3, 4), vector(4, 3)).cosine()).isCloseTo(24.0 / 25, within(1e-15));
        assertThat(FidelityMeter.change(vector(3, 4), vector(-3, -4)).cosine()).isEqualTo(-1);
        assertThat(FidelityMeter.change(vector(3, 4), vector(-8, 6)).cosine()).isCloseTo(0, within(1e-15));
        assertThat(FidelityMeter.change(vector(3, 4), vector(0, 0)).cosine()).isNaN();
        assertThat(FidelityMeter.change(vector(3, Double.NaN), vector(5, 7)).cosine())
                .isEqualTo(1);
    }

    @Test
    void cosinesAreAveragedOverTensorsAndStabilitiesOverTheirSums() {
        MotionMeter meter = new MotionMeter(new Motion(Motion.Kind.SHIFT, 1));
        meter.add(FidelityMeter.change(vector(3, 4), vector(4, 3)), FidelityMeter.change(vector(1, 0), vector(1, 0)));
        meter.add(FidelityMeter.change(vector(1, 0), vector(0, 1)), FidelityMeter.change(vector(0, 0), vector(0, 0)));
        MotionResult result = meter.result();
        assertThat(result.tensors()).isEqualTo(2);
        assertThat(result.cosineBefore()).isCloseTo(12.0 / 25, within(1e-15));
        assertThat(result.cosineAfter()).isEqualTo(1);
        assertThat(result.before().stability()).isCloseTo(1 - 2 / (2 * Math.sqrt(26)), within(1e-15));
    }

    private static TensorView vector(double... values) {
        return new TensorView(TensorType.of(ElementType.FLOAT64, Shape.of(values.length))).moveTo(values, 0);
    }

    private static double[] moved(Motion motion, List<Integer> axes, Shape shape, double... values) {
        TensorType type = TensorType.of(ElementType.FLOAT64, shape);
        double[] padded = new double[values.length + 1];
        System.arraycopy(values, 0, padded, 1, values.length);
        double[] moved = new double[values.length];
        motion.apply(new TensorView(type).moveTo(padded, 1), axes, new TensorView(type).moveTo(moved, 0));
        return moved;
    }
}
