package io.sparkpooling.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against parquet-java's encoder, in every bit width and in steps that do not fit the runs. */
class HybridRunsTest {
    static IntStream widths() {
        return IntStream.rangeClosed(1, 32);
    }

    static IntStream levelWidths() {
        return IntStream.rangeClosed(1, 7);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void givesBackTheValues(int bitWidth) throws Exception {
        Random random = new Random(bitWidth);
        int[] values = values(random, bitWidth);
        HybridRuns runs = new HybridRuns(encoded(values, bitWidth), bitWidth, largest(bitWidth));
        int[] step = new int[1000];
        for (int done = 0; done < values.length; ) {
            int count = Math.min(values.length - done, 1 + random.nextInt(999));
            runs.fill(step, count);
            assertThat(Arrays.copyOf(step, count)).isEqualTo(Arrays.copyOfRange(values, done, done + count));
            done += count;
        }
    }

    @ParameterizedTest
    @MethodSource("levelWidths")
    void givesBackLevelsAsBytes(int bitWidth) throws Exception {
        Random random = new Random(bitWidth);
        int[] values = values(random, bitWidth);
        HybridRuns runs = new HybridRuns(encoded(values, bitWidth), bitWidth, largest(bitWidth));
        byte[] step = new byte[1000];
        for (int done = 0; done < values.length; ) {
            int count = Math.min(values.length - done, 1 + random.nextInt(999));
            runs.fill(step, count);
            for (int index = 0; index < count; index++) {
                assertThat((int) step[index]).isEqualTo(values[done + index]);
            }
            done += count;
        }
    }

    @Test
    void countsAValue() throws Exception {
        int[] values = values(new Random(5), 2);
        HybridRuns runs = new HybridRuns(encoded(values, 2), 2, 3);
        assertThat(runs.count(3, values.length)).isEqualTo((int)
                Arrays.stream(values).filter(value -> value == 3).count());
    }

    @Test
    void refusesALevelAboveTheLargestInAPackedGroup() throws Exception {
        int[] values = {0, 1, 2, 3, 4, 5, 1, 0};
        HybridRuns runs = new HybridRuns(encoded(values, 3), 3, 4);
        assertThatThrownBy(() -> runs.fill(new byte[8], 8))
                .isInstanceOf(DamagedPageException.class)
                .hasMessageContaining("largest possible is 4");
    }

    @Test
    void refusesARunThatClaimsFarTooMany() throws Exception {
        byte[] packed = {(byte) 0x81, (byte) 0x80, (byte) 0x80, 0x01, 0};
        HybridRuns runs = new HybridRuns(Slice.of(packed), 1, 1);
        assertThatThrownBy(() -> runs.requireNoMoreThan(100))
                .isInstanceOf(DamagedPageException.class)
                .hasMessage("a run claims 8388608 values, 100 are left in the page");
    }

    private static int largest(int bitWidth) {
        return (int) ((1L << bitWidth) - 1);
    }

    /** Long runs, short runs and noise. */
    private static int[] values(Random random, int bitWidth) {
        int[] values = new int[20_000];
        int index = 0;
        while (index < values.length) {
            int end = Math.min(values.length, index + 1 + random.nextInt(random.nextBoolean() ? 12 : 600));
            boolean noise = random.nextInt(3) == 0;
            int value = random.nextInt() & largest(bitWidth);
            for (; index < end; index++) {
                values[index] = noise ? random.nextInt() & largest(bitWidth) : value;
            }
        }
        return values;
    }

    @SuppressWarnings("deprecation") // parquet-java deprecates what its own writers use
    private static Slice encoded(int[] values, int bitWidth) throws IOException {
        try (RunLengthBitPackingHybridEncoder encoder =
                new RunLengthBitPackingHybridEncoder(bitWidth, 64, 1 << 20, new HeapByteBufferAllocator())) {
            for (int value : values) {
                encoder.writeInt(value);
            }
            return Slice.of(encoder.toBytes().toByteArray());
        }
    }
}
