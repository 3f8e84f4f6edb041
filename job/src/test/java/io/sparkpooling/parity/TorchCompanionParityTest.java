package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Indices, unpooling and gradients: PyTorch and we are asked the same random questions and must give the same bits. Seed and
 * number of cases as for {@link TorchParityTest}.
 */
class TorchCompanionParityTest {
    private static final int ALL_CASES = 60_000;
    private static final Set<ElementType> COMPARED = EnumSet.of(
            ElementType.FLOAT16,
            ElementType.BFLOAT16,
            ElementType.FLOAT32,
            ElementType.FLOAT64,
            ElementType.INT8,
            ElementType.INT16,
            ElementType.INT32,
            ElementType.INT64,
            ElementType.UINT8);

    private final Comparison comparison = new Comparison();
    private final long seed = comparison.seed();
    private final int cases = Integer.getInteger("parity.cases", ALL_CASES);

    @Test
    void givesPyTorchsIndicesUnpoolingAndGradients() throws IOException {
        for (int number = 0; number < cases && !comparison.hasFailed(); number++) {
            ask(number, RandomCases.question(seed, number));
        }
        comparison.requireSame(
                "indices",
                "unpool",
                "gradient of max",
                "gradient of avg",
                "gradient of adaptive avg",
                "gradient of lp",
                "gradient of unpool");
        if (cases >= ALL_CASES) {
            comparison.requireDocumented("companions", getClass());
        }
    }

    private void ask(int number, PoolCase question) {
        if (Sides.differ(question)
                || !COMPARED.contains(question.type())
                || question.shape().elementCount() == 0) {
            return;
        }
        boolean floats = question.type().isFloatingPoint();
        Optional<Difference> difference = Difference.of(question);
        switch (question.family()) {
            case "max_pool" -> askMaximum(number, question);
            case "adaptive_max_pool" -> {
                if (floats) {
                    askMaximum(number, question);
                }
            }
            case "avg_pool" -> {
                if (floats && difference.isEmpty()) {
                    askShared(number, "avg", question);
                }
            }
            case "adaptive_avg_pool" -> {
                if (floats) {
                    askShared(number, "adaptive avg", question);
                }
            }
            case "lp_pool" -> {
                if (difference.isEmpty() || difference.get() == Difference.SIXTEEN_BIT_ROUNDED_ONCE) {
                    askNorm(number, question);
                }
            }
            default -> {}
        }
    }

    private static boolean isWide(PoolCase question) {
        return question.type() == ElementType.FLOAT32 || question.type() == ElementType.FLOAT64;
    }

    private void askMaximum(int number, PoolCase question) {
        List<Answer> asked = TorchIndices.ask(question);
        List<Answer> found = exact(question, asked);
        if (!(found.get(0) instanceof Answer.Pooled values) || Comparison.hasNoElements(values)) {
            return;
        }
        Answer.Pooled indices = (Answer.Pooled) found.get(1);
        comparison.compare(
                number, "indices", question.expression("return_indices=true"), found, input(question), Map.of());
        if (!question.type().isFloatingPoint()
                || !sameIndices(asked, found)
                || !allWithin((long[]) indices.values(), question)) {
            return;
        }
        Answer.Pooled gradient = comparison.noise(values, number);
        String call = "%s_backward(x, indices='i', input_shape=%s)".formatted(question.operation(), sizes(question));
        comparison.compare(
                number,
                "gradient of max",
                call,
                TorchGradients.ask(question, gradient),
                gradient,
                Map.of("indices", indices));
        askUnpool(number, question, gradient, indices);
    }

    /** PyTorch 2.10 rounds the indices of adaptive maxima to the 16 bits of the data (mended since): those of float32 are exact. */
    private static List<Answer> exact(PoolCase question, List<Answer> found) {
        if (!roundsIndices(question) || found.get(0) instanceof Answer.Refused) {
            return found;
        }
        int count = question.shape().elementCount();
        float[] widened = new float[count];
        TensorView view = new TensorView(TensorType.of(question.type(), question.shape())).moveTo(question.values(), 0);
        for (int i = 0; i < count; i++) {
            widened[i] = (float) view.number(i);
        }
        return List.of(
                found.get(0),
                TorchIndices.ask(question.withValues(ElementType.FLOAT32, widened))
                        .get(1));
    }

    /** Whether PyTorch's own gradient goes where the maxima are: not where it has rounded an index. */
    private static boolean sameIndices(List<Answer> asked, List<Answer> exact) {
        return new Expectation.Same(exact.get(1)).objection(asked.get(1)).isEmpty();
    }

    private static boolean roundsIndices(PoolCase question) {
        boolean sixteenBit = question.type() == ElementType.FLOAT16 || question.type() == ElementType.BFLOAT16;
        return sixteenBit && question.family().equals("adaptive_max_pool");
    }

    private void askUnpool(int number, PoolCase question, Answer.Pooled values, Answer.Pooled indices) {
        if (!question.family().equals("max_pool") || hasTwice((long[]) indices.values())) {
            return;
        }
        PoolCase unpool = new PoolCase(
                "max_unpool" + question.pooledAxes() + "d", values.type(), values.shape(), values.values(), Map.of());
        for (String name : List.of("kernel_size", "stride", "padding")) {
            unpool = question.gives(name)
                    ? unpool.with(name, question.parameters().get(name))
                    : unpool;
        }
        List<Answer> unpooled = TorchUnpool.ask(unpool, indices);
        comparison.compare(
                number, "unpool", unpool.expression("indices='i'"), unpooled, values, Map.of("indices", indices));
        if (unpooled.get(0) instanceof Answer.Pooled places) {
            Answer.Pooled gradient = comparison.noise(places, number);
            comparison.compare(
                    number,
                    "gradient of unpool",
                    unpool.operation() + "_backward(x, indices='i')",
                    TorchGradients.askUnpool(unpool, indices, gradient),
                    gradient,
                    Map.of("indices", indices));
        }
    }

    private static boolean hasTwice(long[] indices) {
        return java.util.Arrays.stream(indices).distinct().count() < indices.length;
    }

    /** Of averages, whose gradients depend on shapes alone. */
    private void askShared(int number, String family, PoolCase question) {
        if (Torch.ask(question) instanceof Answer.Pooled pooled && !Comparison.hasNoElements(pooled)) {
            Answer.Pooled gradient = comparison.noise(pooled, number);
            String shape = "input_shape=" + sizes(question);
            String call = question.family().startsWith("adaptive")
                    ? "%s_backward(x, %s)".formatted(question.operation(), shape)
                    : backward(question.expression(shape));
            comparison.compare(
                    number, "gradient of " + family, call, TorchGradients.ask(question, gradient), gradient, Map.of());
        }
    }

    /** Of norms; in float32, rounded once, where PyTorch rounds each step to 16 bits. */
    private void askNorm(int number, PoolCase question) {
        if (Torch.ask(question) instanceof Answer.Pooled pooled) {
            Answer.Pooled gradient = comparison.noise(pooled, number);
            ElementType computing = isWide(question) ? question.type() : ElementType.FLOAT32;
            comparison.compare(
                    number,
                    "gradient of lp",
                    backward(question.expression("input='i'")),
                    TorchGradients.askIn(computing, question, gradient),
                    gradient,
                    Map.of("input", input(question)));
        }
    }

    private static String backward(String expression) {
        return expression.replaceFirst("\\(", "_backward(");
    }

    private static Answer.Pooled input(PoolCase question) {
        return new Answer.Pooled(question.type(), question.shape(), question.values());
    }

    private static boolean allWithin(long[] indices, PoolCase question) {
        long places = sizes(question).stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        return java.util.Arrays.stream(indices).allMatch(index -> index >= 0 && index < places);
    }

    private static List<Integer> sizes(PoolCase question) {
        Shape shape = question.shape();
        List<Integer> sizes = new ArrayList<>();
        for (int axis = shape.rank() - question.pooledAxes(); axis < shape.rank(); axis++) {
            sizes.add(shape.size(axis));
        }
        return sizes;
    }
}
