package io.sparkpooling.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AxisWindowsTest {

    @Test
    void slidingWindowsAreWhereTheFormulaSays() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            SlidingWindows windows = new SlidingWindows(
                    1 + random.nextInt(12),
                    1 + random.nextInt(5),
                    1 + random.nextInt(4),
                    random.nextInt(4),
                    random.nextInt(4),
                    1 + random.nextInt(3),
                    random.nextBoolean() ? Rounding.CEIL : Rounding.FLOOR);
            for (int output = 0; output < windows.outputSize(); output++) {
                assertThat(taps(windows, output))
                        .as("seed %d: %s, output %d", seed, windows, output)
                        .isEqualTo(tapsByFormula(windows, output));
                assertThat(windows.extent(output))
                        .as("seed %d: %s, output %d", seed, windows, output)
                        .isEqualTo(positionsByFormula(windows, output));
            }
        }
    }

    private static List<Integer> taps(AxisWindows windows, int output) {
        return IntStream.range(0, windows.taps(output))
                .mapToObj(tap -> windows.first(output) + tap * windows.step())
                .toList();
    }

    private static List<Integer> tapsByFormula(SlidingWindows windows, int output) {
        List<Integer> taps = new ArrayList<>();
        for (int i = 0; i < windows.kernelSize(); i++) {
            int at = output * windows.stride() - windows.paddingBegin() + i * windows.dilation();
            if (at >= 0 && at < windows.inputSize()) {
                taps.add(at);
            }
        }
        return taps;
    }

    private static int positionsByFormula(SlidingWindows windows, int output) {
        int start = output * windows.stride() - windows.paddingBegin();
        return (int) IntStream.range(0, windows.kernelSize())
                .filter(i -> start + i * windows.dilation() < windows.inputSize() + windows.paddingEnd())
                .count();
    }

    @Test
    void samePaddingGivesOneWindowForEachStride() {
        for (int input = 1; input < 20; input++) {
            for (int stride = 1; stride < 6; stride++) {
                SlidingWindows windows = SlidingWindows.over(input, 3, stride, Padding.Same.SAME, 1, Rounding.FLOOR);
                assertThat(windows.outputSize()).isEqualTo((input + stride - 1) / stride);
            }
        }
    }

    @Test
    void anOddElementOfSamePaddingGoesToTheNamedEnd() {
        assertThat(Padding.Same.SAME.resolve(4, 2, 1, 1)).isEqualTo(new Padding.Pair(0, 1));
        assertThat(Padding.Same.SAME_LOWER.resolve(4, 2, 1, 1)).isEqualTo(new Padding.Pair(1, 0));
    }

    @Test
    void symmetricPaddingIsAtMostHalfTheKernel() {
        assertThatThrownBy(() -> new Padding.Symmetric(2).resolve(9, 3, 1, 1))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid padding: 2 with kernel_size 3 (must be at most kernel_size / 2 = 1)");
    }

    @Test
    void hugeParametersDoNotOverflow() {
        int huge = Integer.MAX_VALUE;

        assertThat(SlidingWindows.over(10, huge, huge, Padding.NONE, huge, Rounding.CEIL)
                        .outputSize())
                .isZero();
        assertThatThrownBy(() -> new Padding.Pair(huge - 1, huge - 1).resolve(10, huge, 1, 1))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("Invalid padding: [2147483646,2147483646]");
    }

    @Test
    void adaptiveWindowsCoverTheAxisInOrder() {
        for (int input = 1; input < 30; input++) {
            for (int outputs = 1; outputs < 30; outputs++) {
                AdaptiveWindows windows = new AdaptiveWindows(input, outputs);
                for (int output = 0; output < outputs; output++) {
                    assertThat(windows.first(output)).isEqualTo(output * input / outputs);
                    assertThat(windows.first(output) + windows.taps(output))
                            .isEqualTo((int) Math.ceil((output + 1) * (double) input / outputs));
                }
                assertThat(windows.uncoveredAtBegin() + windows.uncoveredAtEnd())
                        .isZero();
            }
        }
    }

    @Test
    void adaptiveWindowsOfLongAxesAreExact() {
        AdaptiveWindows windows = new AdaptiveWindows(2_000_000_000, 1_999_999_999);

        assertThat(windows.first(1_999_999_998)).isEqualTo(1_999_999_998);
        assertThat(windows.taps(1_999_999_998)).isEqualTo(2);
    }
}
