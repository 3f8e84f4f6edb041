package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.sparkpooling.parity.Tally.Outcome;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Asks ONNX Runtime and us, with {@code mode='onnx'}, where the maxima of random tensors are, in both storage orders. It drops NaN and
 * gives no index to windows with nothing above the type's smallest finite number: those are held to the definition alone.
 */
class OnnxIndicesParityTest {
    private static final int ALL_CASES = 10_000;

    private final long seed = Long.getLong("parity.seed", System.nanoTime() & 0xffff_ffffL);
    private final int cases = Integer.getInteger("parity.cases", ALL_CASES);
    private final List<String> failures = new ArrayList<>();
    private final Tally tally = Tally.ofOnnx();

    @Test
    void findsMaximaWhereOnnxRuntimeDoes() throws OrtException, IOException {
        for (int number = 0; number < cases && failures.size() < 10; number++) {
            PoolCase question = OnnxCases.question(seed, number);
            OnnxFormula formula = new OnnxFormula(question);
            boolean asked = question.family().equals("max_pool")
                    && !formula.isEmpty()
                    && !OnnxQuestion.isMistaken(question, formula);
            if (asked) {
                int order = new SplittableRandom(seed + number).nextInt(2);
                PoolCase placed = question.with("return_indices", true).with("storage_order", order);
                Outcome outcome = compare(number, placed, formula);
                tally.count(question.operation() + ", indices", question.type(), outcome);
            }
        }
        assertThat(failures).as("seed %d", seed).isEmpty();
        assertThat(tally.total(Outcome.EQUAL)).isGreaterThan(cases / 10);
        if (cases >= ALL_CASES) {
            tally.requireDocumented("onnx-indices", getClass().getSimpleName(), seed);
        }
    }

    private Outcome compare(int number, PoolCase question, OnnxFormula formula) throws OrtException {
        List<OnnxTensorValue> theirs = OnnxRuntime.ask(
                OnnxQuestion.model(question),
                List.of(question.type(), ElementType.INT64),
                new OnnxTensorValue(question.type(), batchOfOne(question.shape()), question.values()));
        List<Answer> ours = Ours.answer(
                question.expression(),
                new Answer.Pooled(question.type(), question.shape(), question.values()),
                Map.of());
        if (!(ours.get(0) instanceof Answer.Pooled values) || !values.shape().equals(formula.output())) {
            failures.add("case %d, %s: %s".formatted(number, question, ours));
            return Outcome.MISMATCH;
        }
        long[] indices = (long[]) ((Answer.Pooled) ours.get(1)).values();
        long[] expected = (long[]) theirs.get(1).values();
        Outcome outcome = Outcome.EQUAL;
        for (int at = 0; at < indices.length; at++) {
            boolean answered = decides(question.type(), formula.numbers(at));
            boolean same =
                    value(question.type(), theirs.get(0).values(), at) == value(question.type(), values.values(), at)
                            && expected[at] == indices[at];
            boolean defined = question.longs("storage_order", new long[0])[0] == 1
                    || indices[at] == largest(formula.taps(at), formula.numbers(at));
            if (!defined || answered && !same) {
                failures.add("case %d, %s, element %d: index %d, ours %d"
                        .formatted(number, question, at, expected[at], indices[at]));
                return Outcome.MISMATCH;
            }
            outcome = same ? outcome : Outcome.EXCEPTION;
        }
        return outcome;
    }

    /** Whether ONNX Runtime sees the maximum of these numbers. */
    private static boolean decides(ElementType type, double[] numbers) {
        double lowest =
                switch (type) {
                    case FLOAT16 -> -65504;
                    case FLOAT32 -> -Float.MAX_VALUE;
                    case FLOAT64 -> -Double.MAX_VALUE;
                    default -> Elements.smallest(type);
                };
        return DoubleStream.of(numbers).noneMatch(Double::isNaN)
                && DoubleStream.of(numbers).anyMatch(number -> number > lowest);
    }

    /** The first of the largest, or the last that is not a number; -1 where there is none. */
    private static int largest(int[] taps, double[] numbers) {
        int best = 0;
        for (int i = 1; i < numbers.length; i++) {
            best = numbers[i] > numbers[best] || Double.isNaN(numbers[i]) ? i : best;
        }
        return taps.length == 0 ? -1 : taps[best];
    }

    private static double value(ElementType type, Object values, int at) {
        return type.isFloatingPoint() ? Elements.number(type, values, at) : Elements.integer(type, values, at);
    }

    private static Shape batchOfOne(Shape shape) {
        return Shape.of(
                IntStream.concat(IntStream.of(1), IntStream.of(shape.toArray())).toArray());
    }
}
