package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors of several resolutions, against windows and formulas written here, and worked by hand. */
class PyramidPoolTest {
    private static final long SEED = System.nanoTime();
    private final Random random = new Random(SEED);

    @Test
    void levelsStandOneAfterTheOtherEachChannelByChannel() {
        float[] map = {1, 2, 3, 4, 10, 20, 30, 40};

        assertThat(Pooled.floats("spatial_pyramid_pool(x, levels=[1,2])", Shape.of(2, 2, 2), map))
                .containsExactly(4, 40, 1, 2, 3, 4, 10, 20, 30, 40);
        assertThat(Pooled.floats("spatial_pyramid_pool(x, levels=[1], reduction='avg')", Shape.of(2, 2, 2), map))
                .containsExactly(2.5f, 25);
    }

    @ParameterizedTest
    @CsvSource({"max,7,9", "avg,7,9", "max,3,2", "avg,3,2", "avg,8,8"})
    void everyBinIsTheReductionOfItsAdaptiveWindow(String reduction, int height, int width) {
        float[] map = new float[3 * height * width];
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) random.nextGaussian();
        }

        float[] vector = Pooled.floats(
                "spatial_pyramid_pool(x, levels=[1,2,3,6], reduction='%s')".formatted(reduction),
                Shape.of(3, height, width),
                map);

        int index = 0;
        for (int level : List.of(1, 2, 3, 6)) {
            for (int bin = 0; bin < 3 * level * level; bin++) {
                double[] taps = taps(map, height, width, level, bin);
                double expected = reduction.equals("max")
                        ? Arrays.stream(taps).max().orElseThrow()
                        : Arrays.stream(taps).average().orElseThrow();
                assertThat(vector[index++]).as("seed %d", SEED).isEqualTo((float) expected);
            }
        }
        assertThat(index).isEqualTo(vector.length).isEqualTo(3 * (1 + 4 + 9 + 36));
    }

    private static double[] taps(float[] map, int height, int width, int level, int bin) {
        int channel = bin / (level * level);
        int row = bin / level % level;
        int column = bin % level;
        return between(row, level, height)
                .flatMap(h -> between(column, level, width).map(w -> (channel * height + h) * width + w))
                .mapToDouble(at -> map[at])
                .toArray();
    }

    private static IntStream between(int bin, int bins, int size) {
        return IntStream.range(
                (int) Math.floor((double) bin * size / bins), (int) Math.ceil((bin + 1.0) * size / bins));
    }

    @ParameterizedTest
    @ValueSource(strings = {"max", "avg"})
    void oneLevelIsTheAdaptivePoolFlattened(String reduction) {
        float[] map = new float[2 * 5 * 7];
        for (int i = 0; i < map.length; i++) {
            map[i] = random.nextInt(100);
        }

        assertThat(Pooled.floats(
                        "spatial_pyramid_pool(x, levels=[1], reduction='%s')".formatted(reduction),
                        Shape.of(2, 5, 7),
                        map))
                .isEqualTo(Pooled.floats(
                        "adaptive_%s_pool2d(x, output_size=1)".formatted(reduction), Shape.of(2, 5, 7), map));
    }

    @Test
    void theLargestLabelIsExactAndUnsigned() {
        Pooling pooling = Pooled.bind("spatial_pyramid_pool(x, levels=[1])", ElementType.UINT64, 1, 2);

        assertThat((long[]) Pooled.apply(pooling, new long[] {5, -2})).containsExactly(-2);
        assertThat(Pooled.bind("spatial_pyramid_pool(x, reduction='avg')", ElementType.UINT8, 4, 4)
                        .output())
                .isEqualTo(TensorType.of(ElementType.FLOAT32, Shape.of(21)));
    }

    @Test
    void nanStaysInItsBin() {
        float[] map = {1, 2, Float.NaN, 4};

        assertThat(Pooled.floats("spatial_pyramid_pool(x, levels=[2,1])", Shape.of(1, 2, 2), map))
                .containsExactly(1, 2, Float.NaN, 4, Float.NaN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spatial_pyramid_pool(x, levels=[]) | Invalid levels: [] (must be a list of positive integers)",
                "spatial_pyramid_pool(x, levels=2) | Invalid levels: 2 (must be a list of positive integers)",
                "spatial_pyramid_pool(x, reduction='min') | Invalid reduction: 'min' (must be 'max' or 'avg')",
                "spatial_pyramid_pool(x, levels=[46341])"
                        + " | Invalid levels: [46341] (a tensor has at most 2147483647 elements)"
            })
    void refusesWhatCannotBe(String expression, String message) {
        assertThatThrownBy(() -> Pooled.bind(expression, ElementType.FLOAT32, 1, 4, 4))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(message);
    }
}
