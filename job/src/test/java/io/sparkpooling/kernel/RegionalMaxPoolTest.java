package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R-MAC against the formulas of its authors' code, written here in float64, and worked by hand. */
class RegionalMaxPoolTest {
    private static final long SEED = System.nanoTime();
    private final Random random = new Random(SEED);

    /** A single positive channel is 1 in every region, so that the descriptor counts the regions. */
    @ParameterizedTest
    @CsvSource({
        "5,5,1,2", // the map, and again as the square of level 1
        "5,5,3,15", // 1 + 1 + 2*2 + 3*3
        "3,4,3,21", // overlap of two squares of side 3 is 2/3, nearest to 0.4 of all: 1 + 1*2 + 2*3 + 3*4
        "4,3,3,21",
        "4,10,2,15", // overlap with m more is 1 - 6/m/4 = -0.5, 0.25, 0.5, ..: m = 3 is nearest: 1 + 1*4 + 2*5
        "1,1,5,2" // squares of level 2 and up would be empty
    })
    void hasTheRegionsOfEachLevel(int height, int width, int levels, int regions) {
        float[] map = new float[height * width];
        Arrays.fill(map, 1);

        float[] descriptor =
                Pooled.floats("rmac(x, levels=%d, eps=1e-9)".formatted(levels), Shape.of(1, height, width), map);

        assertThat(descriptor).containsExactly(regions);
    }

    @Test
    void regionsAreNormalisedOverTheirChannels() {
        assertThat(Pooled.floats("rmac(x, levels=1, eps=1)", Shape.of(2, 1, 1), 3, 4))
                .containsExactly(1, 4 / 3f);
        // the map, then squares of one element from 0, floor(1/2) and 1 on
        assertThat(Pooled.floats("rmac(x, levels=1, eps=1e-9)", Shape.of(2, 1, 2), 3, 0, 0, 4))
                .containsExactly(0.6f + 1 + 1, 0.8f + 1);
    }

    @Test
    void isTheSumOfItsAuthors() {
        for (int i = 0; i < 200; i++) {
            int channels = 1 + random.nextInt(4);
            int height = 1 + random.nextInt(24);
            int width = 1 + random.nextInt(24);
            int levels = 1 + random.nextInt(4);
            double[] map =
                    random.doubles((long) channels * height * width, -1, 3).toArray();
            Pooling pooling =
                    Pooled.bind("rmac(x, levels=%d)".formatted(levels), ElementType.FLOAT64, channels, height, width);

            double[] expected = descriptor(map, channels, height, width, levels);

            assertThat((double[]) Pooled.apply(pooling, map))
                    .as("seed %d, case %d: %dx%dx%d, levels %d", SEED, i, channels, height, width, levels)
                    .containsExactly(expected, within(1e-12));
        }
    }

    private static double[] descriptor(double[] map, int channels, int height, int width, int levels) {
        double w = Math.min(height, width);
        int nearest = 0;
        double least = Double.MAX_VALUE;
        for (int steps = 2; steps <= 7; steps++) {
            double b = (Math.max(height, width) - w) / (steps - 1);
            double off = Math.abs((w * w - w * b) / (w * w) - 0.4);
            if (off < least - 1e-9) {
                nearest = steps - 1;
                least = off;
            }
        }
        int moreOnWidth = height < width ? nearest : 0;
        int moreOnHeight = height > width ? nearest : 0;
        double[] sum = new double[channels];
        add(sum, map, channels, height, width, 0, 0, height, width);
        for (int level = 1; level <= levels; level++) {
            int side = (int) Math.floor(2 * w / (level + 1));
            for (int top : starts(height, side, level + moreOnHeight)) {
                for (int left : starts(width, side, level + moreOnWidth)) {
                    if (side > 0) {
                        add(sum, map, channels, height, width, top, left, side, side);
                    }
                }
            }
        }
        return sum;
    }

    private static List<Integer> starts(int size, int side, int count) {
        double b = count == 1 ? 0 : (double) (size - side) / (count - 1);
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            starts.add((int) Math.floor(i * b + 1e-9));
        }
        return starts;
    }

    private static void add(
            double[] sum, double[] map, int channels, int height, int width, int top, int left, int rows, int columns) {
        double[] maxima = new double[channels];
        for (int c = 0; c < channels; c++) {
            double[] taps = new double[rows * columns];
            for (int i = 0; i < taps.length; i++) {
                taps[i] = map[(c * height + top + i / columns) * width + left + i % columns];
            }
            maxima[c] = Arrays.stream(taps).max().orElseThrow();
        }
        double norm = Math.sqrt(Arrays.stream(maxima).map(x -> x * x).sum());
        for (int c = 0; c < channels; c++) {
            sum[c] += maxima[c] / (norm + 1e-6);
        }
    }

    @Test
    void everyFrameOfAClipHasADescriptorOfItsOwn() {
        float[] clip = {3, 4, 5, 12};
        Pooling pooling = Pooled.bind("rmac(x, levels=1, eps=1e-9)", ElementType.FLOAT32, 2, 2, 1, 1);

        assertThat(pooling.output().shape()).isEqualTo(Shape.of(2, 2));
        assertThat((float[]) Pooled.apply(pooling, clip)).containsExactly(1.2f, 1.6f, 10 / 13f, 24 / 13f);
    }

    @Test
    void oneNanMakesNanOfAllChannels() {
        assertThat(Pooled.floats("rmac(x)", Shape.of(2, 1, 1), 3, Float.NaN)).containsOnly(Float.NaN);
    }

    @Test
    void refusesMoreLevelsThanAnyoneUses() {
        assertThatThrownBy(() -> Pooled.bind("rmac(x, levels=33)", ElementType.FLOAT32, 2, 4, 4))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid levels: 33 (must be at most 32)");
    }
}
