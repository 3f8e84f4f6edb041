package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The gradient of norms whose powers are no roots or products, held to PyTorch's float64 autograd, of positive elements and of
 * elements of both signs, which make some windows NaN. What a tap gets of its windows has one sign where their gradients have: the
 * reference for the gradients' magnitudes is the sum of the terms' magnitudes, of which each rounding of the element type may cost
 * half a unit, more where the powers of a window cancel each other.
 */
class TorchNormGradientTest {
    private static final List<ElementType> TYPES =
            List.of(ElementType.FLOAT16, ElementType.BFLOAT16, ElementType.FLOAT32, ElementType.FLOAT64);
    private static final List<Object> NORMS = List.of(1.5, 2.5, 3, 4, 0.75, -1);
    private static final int CASES = 1500;
    /** Beyond that roundings may turn the sign of a window's sum, and so decide whether it has a root. */
    private static final double MOST_CANCELLATION = 0x1p16;

    private final Comparison comparison = new Comparison();

    @Test
    void liesWithinItsRoundingsOfTheExactGradient() {
        for (int number = 0; number < CASES && !comparison.hasFailed(); number++) {
            ask(number, RandomCases.randomFor(comparison.seed(), number));
        }
        comparison.requireSame("gradient of other norms");
    }

    private void ask(int number, SplittableRandom random) {
        PoolCase question = question(random);
        if (!(Torch.askIn(ElementType.FLOAT64, question) instanceof Answer.Pooled pooled)) {
            throw new AssertionError("refused: " + question);
        }
        double cancellation = cancellation(question);
        if (cancellation > MOST_CANCELLATION) {
            return;
        }
        Answer.Pooled gradient = comparison.noise(pooled, number);
        double[] exact = reference(question, mapped(gradient, x -> x));
        double[] magnitudes = reference(question, mapped(gradient, Math::abs));
        double slack =
                roundings(question) * cancellation * (question.type() == ElementType.FLOAT64 ? 0x1p-52 : 0x1p-24);
        Interval[] intervals = IntStream.range(0, exact.length)
                .mapToObj(i ->
                        Interval.exactly(exact[i]).widened(slack * Math.abs(magnitudes[i]) + 0x1p-140, question.type()))
                .toArray(Interval[]::new);
        Answer.Pooled input = new Answer.Pooled(question.type(), question.shape(), question.values());
        comparison.expect(
                number,
                "gradient of other norms",
                question.expression("input='i'").replaceFirst("\\(", "_backward("),
                List.of(new Expectation.Within(question.type(), question.shape(), intervals)),
                gradient,
                Map.of("input", input));
    }

    /** Of the sum of a window, its power, the products on the way and the sum over the windows. */
    private static double roundings(PoolCase question) {
        double taps = IntStream.range(1, question.shape().rank())
                .mapToDouble(question.shape()::size)
                .reduce(1, (a, b) -> a * b);
        double norm = question.number("norm_type", 0);
        return 2 * taps * (1 + Math.abs(1 / norm - 1)) + 40;
    }

    /** How many times larger than a window's sum of powers that of their magnitudes is: of the window where that is the most. */
    private static double cancellation(PoolCase question) {
        Answer.Pooled input = new Answer.Pooled(question.type(), question.shape(), question.values());
        double[] norms = norms(question, mapped(input, x -> x));
        double[] ofOpposites = norms(question, mapped(input, x -> -x));
        double[] ofMagnitudes = norms(question, mapped(input, Math::abs));
        double norm = question.number("norm_type", 0);
        return IntStream.range(0, norms.length)
                .mapToDouble(i -> ofMagnitudes[i] / Math.abs(Double.isNaN(norms[i]) ? ofOpposites[i] : norms[i]))
                .filter(ratio -> !Double.isNaN(ratio))
                .map(ratio -> Math.pow(ratio, norm))
                .reduce(1, Math::max);
    }

    private static double[] norms(PoolCase question, Answer.Pooled input) {
        Answer answer = Torch.ask(question.withValues(ElementType.FLOAT64, input.values()));
        return (double[]) ((Answer.Pooled) answer).values();
    }

    private static double[] reference(PoolCase question, Answer.Pooled gradient) {
        Answer.Pooled input = new Answer.Pooled(question.type(), question.shape(), question.values());
        PoolCase wide =
                question.withValues(ElementType.FLOAT64, mapped(input, x -> x).values());
        Answer answer = TorchGradients.ask(wide, gradient).get(0);
        return (double[]) ((Answer.Pooled) answer).values();
    }

    private static Answer.Pooled mapped(Answer.Pooled tensor, DoubleUnaryOperator map) {
        TensorView view = Ours.view(tensor);
        double[] values = IntStream.range(0, tensor.shape().elementCount())
                .mapToDouble(i -> map.applyAsDouble(view.number(i)))
                .toArray();
        return new Answer.Pooled(ElementType.FLOAT64, tensor.shape(), values);
    }

    private static PoolCase question(SplittableRandom random) {
        int axes = random.nextInt(1, 4);
        int[] sizes = IntStream.rangeClosed(0, axes)
                .map(axis -> axis == 0 ? random.nextInt(1, 4) : random.nextInt(3, 7))
                .toArray();
        Shape shape = Shape.of(sizes);
        ElementType type = TYPES.get(random.nextInt(TYPES.size()));
        Object values = type.newArray(shape.elementCount());
        boolean signed = random.nextBoolean();
        for (int i = 0; i < shape.elementCount(); i++) {
            double magnitude = random.nextDouble(0.1, 10);
            Elements.setNumber(type, values, i, signed && random.nextBoolean() ? -magnitude : magnitude);
        }
        return PoolCase.of("lp_pool" + axes + "d", type, shape, values)
                .with("norm_type", NORMS.get(random.nextInt(NORMS.size())))
                .with("kernel_size", random.nextInt(1, 4))
                .with("stride", random.nextInt(1, 4))
                .with("ceil_mode", random.nextBoolean());
    }
}
