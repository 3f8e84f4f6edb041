package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.parity.Tally.Outcome;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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

    private final long seed = Long.getLong("parity.seed", System.nanoTime() & 0xffff_ffffL);
    private final int cases = Integer.getInteger("parity.cases", ALL_CASES);
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> asked = new TreeMap<>();
    private final Tally tally = new Tally();

    @Test
    void givesPyTorchsIndicesUnpoolingAndGradients() throws IOException {
        for (int number = 0; number < cases && failures.size() < 10; number++) {
            ask(number, RandomCases.question(seed, number));
        }
        System.out.printf("companions: seed %d, %d cases, asked %s%n", seed, cases, asked);
        assertThat(failures).as("seed %d", seed).isEmpty();
        if (cases >= ALL_CASES) {
            assertThat(asked).containsOnlyKeys("indices", "unpool", "gradient of max", "gradient of avg");
            assertThat(asked.values()).allSatisfy(count -> assertThat(count).isGreaterThan(300));
            tally.requireDocumented("companions", "TorchCompanionParityTest", seed);
        }
    }

    private void ask(int number, PoolCase question) {
        if (Sides.differ(question)
                || !COMPARED.contains(question.type())
                || question.shape().elementCount() == 0) {
            return;
        }
        boolean adaptive = question.family().equals("adaptive_max_pool");
        boolean maximum = question.family().equals("max_pool")
                || adaptive && question.type().isFloatingPoint();
        if (maximum) {
            askMaximum(number, question);
        } else if (question.family().equals("avg_pool")
                && isWide(question)
                && Difference.of(question).isEmpty()) {
            askAverage(number, question);
        }
    }

    private static boolean isWide(PoolCase question) {
        return question.type() == ElementType.FLOAT32 || question.type() == ElementType.FLOAT64;
    }

    private void askMaximum(int number, PoolCase question) {
        List<Answer> found = exact(question, TorchIndices.ask(question));
        if (!(found.get(0) instanceof Answer.Pooled values) || hasNoElements(values)) {
            return;
        }
        Answer.Pooled indices = (Answer.Pooled) found.get(1);
        compare(number, "indices", question.expression("return_indices=true"), found, List.of(input(question)));
        if (!question.type().isFloatingPoint()
                || roundsIndices(question)
                || !allWithin((long[]) indices.values(), question)) {
            return;
        }
        Answer.Pooled gradient = noise(values, number);
        String call = "%s_backward(x, indices='i', input_shape=%s)".formatted(question.operation(), sizes(question));
        if (isWide(question)) {
            compare(
                    number,
                    "gradient of max",
                    call,
                    TorchGradients.ask(question, gradient),
                    List.of(gradient, indices));
        }
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
        compare(
                number,
                "unpool",
                unpool.expression("indices='i'"),
                TorchUnpool.ask(unpool, indices),
                List.of(values, indices));
    }

    private static boolean hasTwice(long[] indices) {
        return java.util.Arrays.stream(indices).distinct().count() < indices.length;
    }

    private void askAverage(int number, PoolCase question) {
        if (Torch.ask(question) instanceof Answer.Pooled pooled) {
            Answer.Pooled gradient = noise(pooled, number);
            String arguments = question.expression("input_shape=" + sizes(question));
            String call = arguments.replaceFirst("\\(", "_backward(");
            compare(number, "gradient of avg", call, TorchGradients.ask(question, gradient), List.of(gradient));
        }
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

    private Answer.Pooled noise(Answer.Pooled like, int number) {
        Random random = new Random(seed + number);
        TensorType type = TensorType.of(like.type(), like.shape());
        Object values = like.type().newArray(like.shape().elementCount());
        TensorView view = new TensorView(type).moveTo(values, 0);
        for (int i = 0; i < like.shape().elementCount(); i++) {
            view.setNumber(i, random.nextGaussian() * Math.pow(2, random.nextInt(8)));
        }
        return new Answer.Pooled(like.type(), like.shape(), values);
    }

    private void compare(
            int number, String kind, String expression, List<Answer> expected, List<Answer.Pooled> inputs) {
        asked.merge(kind, 1, Integer::sum);
        List<Answer> actual = ours(expression, inputs);
        int before = failures.size();
        for (int output = 0; output < expected.size(); output++) {
            Answer ours = actual.get(Math.min(output, actual.size() - 1));
            Answer wanted = hasNoElements(expected.get(output))
                    ? new Answer.Refused("a tensor without elements is a mistake")
                    : expected.get(output);
            Optional<String> objection = new Expectation.Same(wanted).objection(ours);
            String where = "seed %d, case %d, %s, %s of %s %s, output %d: "
                    .formatted(
                            seed,
                            number,
                            kind,
                            expression,
                            inputs.get(0).type(),
                            inputs.get(0).shape(),
                            output);
            objection.ifPresent(text -> failures.add(where + text));
        }
        Outcome answered = expected.get(0) instanceof Answer.Refused || hasNoElements(expected.get(0))
                ? Outcome.REFUSED
                : Outcome.EQUAL;
        String operation =
                expression.substring(0, expression.indexOf('(')) + (kind.equals("indices") ? ", indices" : "");
        tally.count(operation, inputs.get(0).type(), failures.size() > before ? Outcome.MISMATCH : answered);
    }

    private static boolean hasNoElements(Answer answer) {
        return answer instanceof Answer.Pooled pooled && pooled.shape().elementCount() == 0;
    }

    private static List<Answer> ours(String expression, List<Answer.Pooled> inputs) {
        try {
            List<TensorType> types = inputs.stream()
                    .map(input -> TensorType.of(input.type(), input.shape()))
                    .toList();
            Pooling pooling = PoolingExpression.parse(expression)
                    .bind(types.get(0), types.size() == 1 ? Map.of() : Map.of("indices", types.get(1)));
            TensorView[] sources = new TensorView[inputs.size()];
            for (int i = 0; i < sources.length; i++) {
                sources[i] = new TensorView(types.get(i)).moveTo(inputs.get(i).values(), 0);
            }
            TensorView[] results = pooling.outputs().stream()
                    .map(output -> new TensorView(output.type())
                            .moveTo(
                                    output.type()
                                            .elementType()
                                            .newArray(output.type().shape().elementCount()),
                                    0))
                    .toArray(TensorView[]::new);
            Kernels.of(pooling).pool(sources, results);
            List<Answer> answers = new ArrayList<>();
            for (TensorView result : results) {
                answers.add(new Answer.Pooled(
                        result.type().elementType(), result.type().shape(), result.carrier()));
                assertThat(Array.getLength(result.carrier()))
                        .isEqualTo(result.type().shape().elementCount());
            }
            return answers;
        } catch (InvalidArgumentException | InvalidTensorException refused) {
            return List.of(new Answer.Refused(refused.getMessage()));
        }
    }
}
