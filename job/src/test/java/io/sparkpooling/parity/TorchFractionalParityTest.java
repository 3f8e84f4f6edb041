package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Fractional pooling and its gradient: PyTorch and we are asked the same random questions with the same samples and must give the
 * same bits and indices, or both refuse. Seed and number of cases as for {@link TorchParityTest}.
 */
class TorchFractionalParityTest {
    private static final int ALL_CASES = 8_000;
    private static final List<ElementType> TYPES =
            List.of(ElementType.FLOAT16, ElementType.BFLOAT16, ElementType.FLOAT32, ElementType.FLOAT64);

    private final Comparison comparison = new Comparison();
    private final int cases = Integer.getInteger("parity.cases", ALL_CASES);

    @Test
    void givesPyTorchsFractionalMaximaIndicesAndGradients() throws IOException {
        for (int number = 0; number < cases && !comparison.hasFailed(); number++) {
            ask(number, RandomCases.randomFor(comparison.seed(), number));
        }
        comparison.requireSame("fractional", "gradient of fractional");
        if (cases >= ALL_CASES) {
            comparison.requireDocumented("fractional", getClass());
        }
    }

    private void ask(int number, SplittableRandom random) {
        PoolCase question = question(random);
        Answer.Pooled samples = samples(question, random);
        Answer.Pooled input = new Answer.Pooled(question.type(), question.shape(), question.values());
        List<Answer> found = TorchIndices.askFractional(question, samples);
        comparison.compare(
                number,
                "fractional",
                question.expression("return_indices=true", "random_samples='u'"),
                found,
                input,
                Map.of("random_samples", samples));
        if (found.get(0) instanceof Answer.Pooled values) {
            Answer.Pooled gradient = comparison.noise(values, number);
            String call =
                    "%s_backward(x, indices='i', input_shape=[%s])".formatted(question.operation(), sizes(question));
            comparison.compare(
                    number,
                    "gradient of fractional",
                    call,
                    TorchGradients.askFractional(question, samples, gradient),
                    gradient,
                    Map.of("indices", (Answer.Pooled) found.get(1)));
        }
    }

    /** Mostly with room for the windows; the last sizes that have room, and the first that have none, are frequent. */
    private static PoolCase question(SplittableRandom random) {
        int axes = random.nextInt(2, 4);
        boolean large = random.nextInt(50) == 0;
        int[] sizes = IntStream.concat(
                        IntStream.of(random.nextInt(1, 5)),
                        IntStream.range(0, axes).map(axis -> random.nextInt(3, large && axis == 0 ? 3000 : 14)))
                .toArray();
        Integer[] kernel = new Integer[axes];
        Integer[] output = new Integer[axes];
        for (int axis = 0; axis < axes; axis++) {
            kernel[axis] = random.nextInt(1, Math.min(sizes[axis + 1], 4));
            int most = sizes[axis + 1] - kernel[axis] + 1;
            output[axis] = random.nextInt(4) == 0 ? most - axes + 2 : random.nextInt(1, most + 1);
            output[axis] += random.nextInt(30) == 0 ? 1 : 0;
        }
        Shape shape = Shape.of(sizes);
        ElementType type = TYPES.get(random.nextInt(TYPES.size()));
        return PoolCase.of(
                        "fractional_max_pool" + axes + "d",
                        type,
                        shape,
                        new RandomValues(random).array(type, shape.elementCount(), Long.MAX_VALUE))
                .with("kernel_size", List.of(kernel))
                .with("output_size", List.of(output));
    }

    /** From 0 to below 1, as {@code torch.rand}, now and then of the wrong type. */
    private static Answer.Pooled samples(PoolCase question, SplittableRandom random) {
        ElementType type = random.nextInt(30) == 0 ? TYPES.get(random.nextInt(4)) : question.type();
        Shape shape = Shape.of(question.shape().size(0), question.pooledAxes());
        Answer.Pooled samples = new Answer.Pooled(type, shape, type.newArray(shape.elementCount()));
        TensorView view = Ours.view(samples);
        for (int i = 0; i < shape.elementCount(); i++) {
            view.setNumber(i, random.nextInt(9) == 0 ? 0 : random.nextInt(256) / 256.0);
            if (type == ElementType.FLOAT32 || type == ElementType.FLOAT64) {
                view.setNumber(i, random.nextInt(9) == 0 ? 0.99 : random.nextInt(1 << 24) * 0x1p-24);
            }
        }
        return samples;
    }

    private static String sizes(PoolCase question) {
        Shape shape = question.shape();
        return IntStream.range(1, shape.rank())
                .mapToObj(axis -> Integer.toString(shape.size(axis)))
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
    }
}
