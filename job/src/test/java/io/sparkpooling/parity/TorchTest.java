package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** The oracle itself, on vectors whose results are known from elsewhere: issue threads, specifications, PyTorch in Python. */
class TorchTest {
    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;

    @Test
    void averageDoesNotCountWhatOverhangs() {
        PoolCase question = upFrom(1, "avg_pool2d", 4, 4)
                .with("kernel_size", 3)
                .with("stride", 2)
                .with("padding", 1)
                .with("ceil_mode", true);
        assertThat(floats(question)).containsExactly(1.5555556f, 3.3333333f, 2, 6.3333335f, 11, 6, 4.5f, 7.5f, 4);
        assertThat(floats(question.with("count_include_pad", false)))
                .containsExactly(3.5f, 5, 6, 9.5f, 11, 12, 13.5f, 15, 16);
    }

    @Test
    void averageOfAnOverhangingWindowIsThatOfItsElements() {
        PoolCase question = upFrom(0, "avg_pool2d", 7, 7)
                .with("kernel_size", 2)
                .with("stride", 3)
                .with("ceil_mode", true);
        assertThat(floats(question)).containsExactly(4, 7, 9.5f, 25, 28, 30.5f, 42.5f, 45.5f, 48);
    }

    @Test
    void adaptiveWindowsOverlap() {
        PoolCase question = upFrom(0, "adaptive_max_pool2d", 5, 5).with("output_size", 3);
        assertThat(floats(question)).containsExactly(6, 8, 9, 16, 18, 19, 21, 23, 24);
        PoolCase repeating = PoolCase.ofFloats("adaptive_max_pool1d", Shape.of(1, 3), 1, 2, 3)
                .with("output_size", 5);
        assertThat(floats(repeating)).containsExactly(1, 2, 2, 3, 3);
    }

    @Test
    void paddingNeverWins() {
        PoolCase question = PoolCase.ofFloats("max_pool1d", Shape.of(1, 2), -1, -2)
                .with("kernel_size", 2)
                .with("stride", 2)
                .with("padding", 1);
        assertThat(floats(question)).containsExactly(-1, -2);
    }

    @Test
    void dilatedWindowsMayBeEmpty() {
        PoolCase one = dilated(Shape.of(1, 1), 1).with("stride", 2);
        assertThat(floats(one)).containsExactly(-INF);
        assertThat(floats(dilated(Shape.of(1, 2), 1, 2).with("stride", 1))).containsExactly(2, 1);
        assertThat(floats(dilated(Shape.of(1, 2), 1, 2).with("stride", 2).with("ceil_mode", true)))
                .containsExactly(2, 2);
    }

    private static PoolCase dilated(Shape shape, float... values) {
        return PoolCase.ofFloats("max_pool1d", shape, values)
                .with("kernel_size", 2)
                .with("padding", 1)
                .with("dilation", 2);
    }

    @Test
    void notANumberWins() {
        PoolCase line = PoolCase.ofFloats("max_pool1d", Shape.of(1, 5), 1, NAN, 3, NAN, 2);
        assertThat(floats(line.with("kernel_size", 5))).containsExactly(NAN);
        PoolCase plane = PoolCase.ofFloats("min_pool2d", Shape.of(1, 3, 3), NAN, 1, NAN, 5, NAN, 2, 1, 2, 3);
        assertThat(floats(plane.with("kernel_size", 3))).containsExactly(NAN);
    }

    @Test
    void oddNormsKeepTheSign() {
        PoolCase question = PoolCase.ofFloats("lp_pool1d", Shape.of(1, 6), -1, -2, -3, 1, 2, 3)
                .with("kernel_size", 1);
        assertThat(floats(question.with("norm_type", 3))).containsExactly(NAN, NAN, NAN, 1, 2, 3);
        assertThat(floats(question.with("norm_type", 1))).containsExactly(-1, -2, -3, 1, 2, 3);
        PoolCase overhanging = PoolCase.ofFloats("lp_pool1d", Shape.of(1, 3), 1, 1, 1)
                .with("norm_type", 2)
                .with("kernel_size", 2)
                .with("ceil_mode", true);
        assertThat(floats(overhanging)).containsExactly(1.4142135f, 1.4142135f);
    }

    @Test
    void integersTruncate() {
        PoolCase question = PoolCase.of("avg_pool2d", ElementType.INT64, Shape.of(1, 2, 2), new long[] {-1, -2, -2, -2})
                .with("kernel_size", 2);
        assertThat(pooled(question).values()).isEqualTo(new long[] {-1});
        assertThat(pooled(question.withOperation("sum_pool2d")).values()).isEqualTo(new long[] {-7});
        assertThat(pooled(question.withOperation("min_pool2d")).values()).isEqualTo(new long[] {-2});
    }

    @Test
    void everyElementTypeOfTheMaximumComesBackAsItIs() {
        PoolCase question =
                PoolCase.ofFloats("max_pool1d", Shape.of(1, 2), 0, 0).with("kernel_size", 2);
        assertThat(pooled(question.withValues(ElementType.INT8, new byte[] {-3, 7}))
                        .values())
                .isEqualTo(new byte[] {7});
        assertThat(pooled(question.withValues(ElementType.UINT8, new byte[] {-3, 7}))
                        .values())
                .isEqualTo(new byte[] {-3});
        assertThat(pooled(question.withValues(ElementType.INT16, new short[] {-3, 7}))
                        .values())
                .isEqualTo(new short[] {7});
        assertThat(pooled(question.withValues(ElementType.FLOAT16, new short[] {0x3c00, 0x4000}))
                        .values())
                .isEqualTo(new short[] {0x4000});
        assertThat(pooled(question.withValues(ElementType.BFLOAT16, new short[] {0x3f80, 0x4000}))
                        .values())
                .isEqualTo(new short[] {0x4000});
        assertThat(pooled(question.withValues(ElementType.INT32, new int[] {-3, 7}))
                        .values())
                .isEqualTo(new int[] {7});
        assertThat(pooled(question.withValues(ElementType.FLOAT64, new double[] {-3, 7}))
                        .values())
                .isEqualTo(new double[] {7});
    }

    @Test
    void outputShapesFollowTheLastWindowRule() {
        assertThat(shape("max_pool3d", Shape.of(1, 5, 6, 7), 1, 2, 0, true)).isEqualTo(Shape.of(1, 3, 3, 4));
        assertThat(shape("max_pool3d", Shape.of(1, 3, 4, 5), 2, 2, 1, false)).isEqualTo(Shape.of(1, 2, 3, 3));
        assertThat(shape("max_pool3d", Shape.of(1, 3, 4, 5), 2, 2, 1, true)).isEqualTo(Shape.of(1, 2, 3, 3));
        assertThat(shape("avg_pool2d", Shape.of(1, 6, 7), 1, 2, 0, true)).isEqualTo(Shape.of(1, 3, 4));
        assertThat(shape("avg_pool2d", Shape.of(1, 2, 2), 3, 3, 1, true)).isEqualTo(Shape.of(1, 1, 1));
        assertThat(shape("max_pool2d", Shape.of(1, 9, 9), 4, 4, 2, true)).isEqualTo(Shape.of(1, 3, 3));
    }

    @Test
    void leadingAxesAreFoldedAndComeBack() {
        assertThat(shape("max_pool1d", Shape.of(2, 3, 2, 4), 2, 2, 0, false)).isEqualTo(Shape.of(2, 3, 2, 2));
        assertThat(shape("max_pool2d", Shape.of(4, 4), 2, 2, 0, false)).isEqualTo(Shape.of(2, 2));
        PoolCase keeping = upFrom(0, "adaptive_avg_pool2d", 5, 4).with("output_size", List.of(1, PoolCase.KEEP));
        assertThat(pooled(keeping).shape()).isEqualTo(Shape.of(1, 1, 4));
    }

    @Test
    void refusalsCarryPyTorchsReason() {
        PoolCase question = upFrom(0, "max_pool2d", 4, 4).with("kernel_size", 3).with("padding", 2);
        assertThat(Torch.ask(question))
                .isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.reason())
                        .contains("pad should be at most half of effective kernel size"));
        assertThat(Torch.ask(upFrom(0, "avg_pool2d", 2, 2).with("kernel_size", 3)))
                .isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.reason())
                        .contains("too small"));
    }

    @Test
    void nativeMemoryIsFreedAfterEachQuestion() {
        PoolCase answered = upFrom(0, "avg_pool2d", 4, 4).with("kernel_size", 2);
        PoolCase refused = answered.with("padding", 2);
        Torch.ask(answered);
        Torch.ask(refused);
        long before = Pointer.totalCount();
        for (int i = 0; i < 100; i++) {
            Torch.ask(answered);
            Torch.ask(refused);
        }
        assertThat(Pointer.totalCount()).isEqualTo(before);
    }

    private static PoolCase upFrom(int first, String operation, int height, int width) {
        float[] values = new float[height * width];
        IntStream.range(0, values.length).forEach(i -> values[i] = first + i);
        return PoolCase.ofFloats(operation, Shape.of(1, height, width), values);
    }

    private static Shape shape(String operation, Shape input, int kernel, int stride, int padding, boolean ceil) {
        PoolCase question = PoolCase.ofFloats(operation, input, new float[input.elementCount()])
                .with("kernel_size", kernel)
                .with("stride", stride)
                .with("padding", padding)
                .with("ceil_mode", ceil);
        return pooled(question).shape();
    }

    private static float[] floats(PoolCase question) {
        return (float[]) pooled(question).values();
    }

    private static Answer.Pooled pooled(PoolCase question) {
        Answer answer = Torch.ask(question);
        assertThat(answer).as(question.toString()).isInstanceOf(Answer.Pooled.class);
        return (Answer.Pooled) answer;
    }
}
