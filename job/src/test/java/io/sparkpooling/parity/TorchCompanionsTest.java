package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** The oracle for indices, unpooling and gradients, on vectors whose results are known from elsewhere. */
class TorchCompanionsTest {
    private static final float NAN = Float.NaN;

    @Test
    void theLastNotANumberIsTheIndex() {
        PoolCase line = PoolCase.ofFloats("max_pool1d", Shape.of(1, 5), 1, NAN, 3, NAN, 2)
                .with("kernel_size", 5);
        assertThat(longs(TorchIndices.ask(line))).containsExactly(3);
        PoolCase plane = PoolCase.ofFloats("max_pool2d", Shape.of(1, 3, 3), NAN, 1, NAN, 5, NAN, 2, 1, 2, 3)
                .with("kernel_size", 3);
        assertThat(longs(TorchIndices.ask(plane))).containsExactly(4);
    }

    @Test
    void adaptiveIndicesRepeatWithTheWindows() {
        PoolCase question = PoolCase.ofFloats("adaptive_max_pool1d", Shape.of(1, 3), 1, 2, 3)
                .with("output_size", 5);
        assertThat(longs(TorchIndices.ask(question))).containsExactly(0, 1, 1, 2, 2);
    }

    @Test
    void fractionalWindowsGoWhereTheSamplesPutThem() {
        PoolCase question =
                upTo("fractional_max_pool2d", 10, 10).with("kernel_size", 2).with("output_size", 4);
        assertThat(longs(TorchIndices.askFractional(question, floats(Shape.of(1, 2), 0, 0.99f))))
                .containsExactly(11, 13, 16, 19, 41, 43, 46, 49, 61, 63, 66, 69, 91, 93, 96, 99);
        PoolCase small =
                upTo("fractional_max_pool2d", 4, 4).with("kernel_size", 2).with("output_size", 2);
        assertThat(longs(TorchIndices.askFractional(small, floats(Shape.of(1, 2), 0.5f, 0.5f))))
                .containsExactly(5, 7, 13, 15);
    }

    @Test
    void unpoolingPutsValuesWhereTheIndicesSay() {
        PoolCase values = PoolCase.ofFloats("max_unpool2d", Shape.of(1, 2, 2), 5, 6, 7, 8)
                .with("kernel_size", 2)
                .with("output_size", 5);
        float[] expected = new float[25];
        expected[5] = 5;
        expected[7] = 6;
        expected[13] = 7;
        expected[15] = 8;
        assertThat((float[])
                        pooled(TorchUnpool.ask(values, indices(5, 7, 13, 15)).get(0))
                                .values())
                .containsExactly(expected);
        assertThat(TorchUnpool.ask(values.without("output_size"), indices(0, 1, 2, 16)))
                .containsExactly(new Answer.Refused("Found an invalid max index: 16 (output volumes are of size 4x4)"));
        assertThat(TorchUnpool.ask(values.with("output_size", 6), indices(0, 1, 2, 3)))
                .containsExactly(new Answer.Refused("ValueError: invalid output_size"));
    }

    @Test
    void gradientsGoBackToWhereTheValuesCameFrom() {
        PoolCase maximum = upTo("max_pool2d", 4, 4).with("kernel_size", 3).with("stride", 1);
        assertThat(gradient(maximum, floats(Shape.of(1, 2, 2), 1, 2, 4, 8)))
                .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 4, 8);
        PoolCase average = upTo("avg_pool1d", 1, 3).with("kernel_size", 2).with("stride", 1);
        assertThat(gradient(average, floats(Shape.of(1, 1, 2), 2, 4))).containsExactly(1, 3, 2);
    }

    /** A 16-bit gradient rounds after each addition: 2048 + 1 + 1 stays 2048. */
    @Test
    void sixteenBitGradientsAddInTheirOwnType() {
        short one = 0x3c00;
        short large = 0x6800;
        PoolCase question = PoolCase.of(
                        "max_pool1d", ElementType.FLOAT16, Shape.of(1, 5), new short[] {0, 0, one, 0, 0})
                .with("kernel_size", 3)
                .with("stride", 1);
        Answer.Pooled gradient = new Answer.Pooled(ElementType.FLOAT16, Shape.of(1, 3), new short[] {large, one, one});
        assertThat(pooled(TorchGradients.ask(question, gradient).get(0)).values())
                .isEqualTo(new short[] {0, 0, large, 0, 0});
    }

    /** Of adaptive maxima in 16 bits PyTorch 2.10 rounds the index, 257 to 256, and its gradient goes there; ours does not. */
    @Test
    void sixteenBitAdaptiveGradientsGoToARoundedIndex() {
        short one = 0x3f80;
        short[] values = new short[512];
        values[257] = one;
        PoolCase question = PoolCase.of("adaptive_max_pool1d", ElementType.BFLOAT16, Shape.of(1, 512), values)
                .with("output_size", 1);
        Answer.Pooled gradient = new Answer.Pooled(ElementType.BFLOAT16, Shape.of(1, 1), new short[] {one});

        assertThat(longs(TorchIndices.ask(question))).containsExactly(256);
        short[] theirs =
                (short[]) pooled(TorchGradients.ask(question, gradient).get(0)).values();
        assertThat(theirs[256]).isEqualTo(one);
        List<Answer> ours = Ours.answer(
                question.expression("return_indices=true"),
                new Answer.Pooled(ElementType.BFLOAT16, question.shape(), values),
                Map.of());
        assertThat(longs(ours)).containsExactly(257);
        Answer back = Ours.answer(
                        "adaptive_max_pool1d_backward(x, indices='i', input_shape=[512])",
                        gradient,
                        Map.of("indices", pooled(ours.get(1))))
                .get(0);
        assertThat(pooled(back).values()).isEqualTo(values);
    }

    @Test
    void nativeMemoryIsFreedAfterEachQuestion() {
        PoolCase question = upTo("max_pool2d", 4, 4).with("kernel_size", 2);
        Answer.Pooled gradient = floats(Shape.of(1, 2, 2), 1, 2, 3, 4);
        TorchGradients.ask(question, gradient);
        TorchIndices.ask(question);
        long before = Pointer.totalCount();
        for (int i = 0; i < 100; i++) {
            TorchGradients.ask(question, gradient);
            TorchIndices.ask(question);
        }
        assertThat(Pointer.totalCount()).isEqualTo(before);
    }

    private static PoolCase upTo(String operation, int height, int width) {
        float[] values = new float[height * width];
        IntStream.range(0, values.length).forEach(i -> values[i] = i);
        return PoolCase.ofFloats(operation, Shape.of(1, height, width), values);
    }

    private static Answer.Pooled floats(Shape shape, float... values) {
        return new Answer.Pooled(ElementType.FLOAT32, shape, values);
    }

    private static Answer.Pooled indices(long... values) {
        return new Answer.Pooled(ElementType.INT64, Shape.of(1, 2, 2), values);
    }

    private static float[] gradient(PoolCase question, Answer.Pooled gradient) {
        return (float[]) pooled(TorchGradients.ask(question, gradient).get(0)).values();
    }

    private static long[] longs(List<Answer> answers) {
        return (long[]) pooled(answers.get(1)).values();
    }

    private static Answer.Pooled pooled(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Pooled.class);
        return (Answer.Pooled) answer;
    }
}
