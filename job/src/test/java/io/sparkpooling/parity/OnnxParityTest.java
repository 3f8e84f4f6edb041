package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Asks ONNX Runtime and us, with {@code mode='onnx'}, the same random questions. A maximum must be the same bits; averages and
 * norms of both must lie within the bound of {@link OnnxFormula}. Where ONNX Runtime leaves its specification ({@code
 * docs/modes.md} lists it) only the formula is asked. {@code -Dparity.seed=S -Dparity.first=N -Dparity.cases=1} repeats one case.
 */
class OnnxParityTest {
    private static final int ENOUGH_FAILURES = 10;

    private final long seed = Long.getLong("parity.seed", System.nanoTime() & 0xffff_ffffL);
    private final int first = Integer.getInteger("parity.first", 0);
    private final int cases = Integer.getInteger("parity.cases", 10_000);
    private final List<String> failures = new ArrayList<>();
    private final TreeMap<String, Integer> asked = new TreeMap<>();

    @Test
    void givesOnnxRuntimesAnswers() {
        IntStream.range(first, first + cases)
                .takeWhile(number -> failures.size() < ENOUGH_FAILURES)
                .forEach(number -> compare(number).ifPresent(failures::add));
        System.out.printf("onnx parity: seed %d, %d questions: %s%n", seed, cases, asked);
        assertThat(failures).as("seed %d", seed).isEmpty();
        if (cases >= 10_000) {
            assertThat(asked)
                    .containsOnlyKeys(
                            "answered avg_pool",
                            "answered lp_pool",
                            "answered max_pool",
                            "empty",
                            "formula avg_pool",
                            "formula lp_pool",
                            "formula max_pool");
            assertThat(asked.get("answered max_pool")).isGreaterThan(cases / 5);
        }
    }

    private Optional<String> compare(int number) {
        PoolCase question = OnnxCases.question(seed, number);
        OnnxFormula formula = new OnnxFormula(question);
        Answer ours = Presentation.plain(question).answer(Kernels::of);
        if (formula.isEmpty()) {
            count("empty");
            return ours instanceof Answer.Refused
                    ? Optional.empty()
                    : Optional.of(number + ": " + question + ": an output without elements");
        }
        Answer plain = Presentation.plain(question).answer(Kernels::plainLoops);
        return objection(question, formula, ours)
                .or(() -> new Expectation.Same(ours).objection(plain))
                .map(objection -> "seed %d, case %d, %s: %s".formatted(seed, number, question, objection));
    }

    private Optional<String> objection(PoolCase question, OnnxFormula formula, Answer ours) {
        boolean maximum = question.family().equals("max_pool");
        Optional<String> objection = maximum
                ? maximum(question, formula, ours)
                : formula.expectation().objection(ours);
        if (objection.isPresent() || OnnxQuestion.isMistaken(question, formula)) {
            count("formula " + question.family());
            return objection;
        }
        count("answered " + question.family());
        try {
            OnnxTensorValue theirs = theirs(question);
            Answer answer = new Answer.Pooled(theirs.type(), withoutBatch(theirs.shape()), theirs.values());
            return (maximum
                            ? sameMaximum(formula, answer, ours)
                            : formula.expectation().objection(answer))
                    .map(text -> "ONNX Runtime: " + text);
        } catch (OrtException refusal) {
            return Optional.of("ONNX Runtime refuses: " + refusal.getMessage());
        }
    }

    private void count(String what) {
        asked.merge(what, 1, Integer::sum);
    }

    private static Optional<String> maximum(PoolCase question, OnnxFormula formula, Answer ours) {
        if (!(ours instanceof Answer.Pooled pooled) || !pooled.shape().equals(formula.output())) {
            return Optional.of("expected shape %s but was %s".formatted(formula.output(), ours));
        }
        return IntStream.range(0, formula.output().elementCount())
                .filter(index ->
                        Double.compare(value(pooled, index) + 0.0, largest(question, formula.numbers(index)) + 0.0)
                                != 0)
                .mapToObj(index -> "index %d: expected %s but was %s"
                        .formatted(index, largest(question, formula.numbers(index)), value(pooled, index)))
                .findFirst();
    }

    private static double largest(PoolCase question, double[] numbers) {
        double none = question.type().isFloatingPoint() ? Double.NEGATIVE_INFINITY : Elements.smallest(question.type());
        return DoubleStream.of(numbers).reduce(none, Math::max);
    }

    private static double value(Answer.Pooled pooled, int index) {
        return pooled.type().isFloatingPoint()
                ? Elements.number(pooled.type(), pooled.values(), index)
                : Elements.integer(pooled.type(), pooled.values(), index);
    }

    /** The same bits but for the sign of zero, and but for windows with NaN, without taps, or of nothing above the smallest finite number. */
    private static Optional<String> sameMaximum(OnnxFormula formula, Answer theirs, Answer ours) {
        Answer.Pooled expected = (Answer.Pooled) theirs;
        Answer.Pooled actual = (Answer.Pooled) ours;
        if (!expected.shape().equals(actual.shape())) {
            return Optional.of("shape %s".formatted(expected.shape()));
        }
        return IntStream.range(0, expected.shape().elementCount())
                .filter(index -> !(Elements.same(expected.type(), expected.values(), index, actual.values(), index)
                        || value(expected, index) == value(actual, index)))
                .filter(index -> DoubleStream.of(formula.numbers(index)).noneMatch(Double::isNaN)
                        && DoubleStream.of(formula.numbers(index)).anyMatch(Double::isFinite))
                .mapToObj(index -> "index %d: %s, ours %s"
                        .formatted(
                                index,
                                Elements.text(expected.type(), expected.values(), index),
                                Elements.text(actual.type(), actual.values(), index)))
                .findFirst();
    }

    private static Shape withoutBatch(Shape shape) {
        return Shape.of(IntStream.of(shape.toArray()).skip(1).toArray());
    }

    private static OnnxTensorValue theirs(PoolCase question) throws OrtException {
        int[] sizes = IntStream.concat(
                        IntStream.of(1), IntStream.of(question.shape().toArray()))
                .toArray();
        return OnnxRuntime.ask(
                OnnxQuestion.model(question), new OnnxTensorValue(question.type(), Shape.of(sizes), question.values()));
    }
}
