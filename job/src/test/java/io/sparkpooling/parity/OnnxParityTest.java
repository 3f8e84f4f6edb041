package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.parity.Tally.Outcome;
import io.sparkpooling.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final int ALL_CASES = 10_000;

    private final long seed = Long.getLong("parity.seed", System.nanoTime() & 0xffff_ffffL);
    private final int first = Integer.getInteger("parity.first", 0);
    private final int cases = Integer.getInteger("parity.cases", ALL_CASES);
    private final List<String> failures = new ArrayList<>();
    private final Tally tally = Tally.ofOnnx();

    @Test
    void givesOnnxRuntimesAnswers() throws IOException {
        IntStream.range(first, first + cases)
                .takeWhile(number -> failures.size() < ENOUGH_FAILURES)
                .forEach(this::compare);
        assertThat(failures).as("seed %d", seed).isEmpty();
        if (cases >= ALL_CASES) {
            assertThat(tally.total(Outcome.EQUAL)).isGreaterThan(cases / 3);
            assertThat(tally.total(Outcome.WITHIN)).isGreaterThan(cases / 50);
            tally.requireDocumented("onnx-values", getClass().getSimpleName(), seed);
        }
    }

    private void compare(int number) {
        PoolCase question = OnnxCases.question(seed, number);
        OnnxFormula formula = new OnnxFormula(question);
        Answer ours = Presentation.plain(question).answer(Kernels::of);
        Optional<String> objection = objection(question, formula, ours);
        Outcome outcome = objection.isPresent() ? Outcome.MISMATCH : Outcome.EXCEPTION;
        if (objection.isEmpty() && !formula.isEmpty() && !OnnxQuestion.isMistaken(question, formula)) {
            Answer theirs = theirs(question);
            objection = objectionTo(question, formula, theirs, ours);
            outcome = objection.isPresent() ? Outcome.MISMATCH : outcome(question, theirs, ours);
        }
        tally.count(question.operation(), question.type(), outcome);
        objection.ifPresent(text -> failures.add("seed %d, case %d, %s: %s".formatted(seed, number, question, text)));
    }

    /** What the definition alone has against our answer. */
    private static Optional<String> objection(PoolCase question, OnnxFormula formula, Answer ours) {
        if (formula.isEmpty()) {
            return ours instanceof Answer.Refused ? Optional.empty() : Optional.of("an output without elements");
        }
        Optional<String> objection = isMaximum(question)
                ? maximum(question, formula, ours)
                : formula.expectation().objection(ours);
        return objection.or(() -> new Expectation.Same(ours)
                .objection(Presentation.plain(question).answer(Kernels::plainLoops)));
    }

    private static Optional<String> objectionTo(PoolCase question, OnnxFormula formula, Answer theirs, Answer ours) {
        if (theirs instanceof Answer.Refused refusal) {
            return Optional.of("ONNX Runtime refuses: " + refusal.reason());
        }
        Optional<String> objection = isMaximum(question)
                ? sameMaximum(formula, theirs, ours)
                : formula.expectation().objection(theirs);
        return objection.map(text -> "ONNX Runtime: " + text);
    }

    /** A maximum that is not the same bits is so for a stated reason, or there had been an objection. */
    private static Outcome outcome(PoolCase question, Answer theirs, Answer ours) {
        if (new Expectation.Same(theirs).objection(ours).isEmpty()) {
            return Outcome.EQUAL;
        }
        return isMaximum(question) ? Outcome.EXCEPTION : Outcome.WITHIN;
    }

    private static boolean isMaximum(PoolCase question) {
        return question.family().equals("max_pool");
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

    private static Answer theirs(PoolCase question) {
        int[] sizes = IntStream.concat(
                        IntStream.of(1), IntStream.of(question.shape().toArray()))
                .toArray();
        try {
            OnnxTensorValue answer = OnnxRuntime.ask(
                    OnnxQuestion.model(question),
                    new OnnxTensorValue(question.type(), Shape.of(sizes), question.values()));
            return new Answer.Pooled(answer.type(), withoutBatch(answer.shape()), answer.values());
        } catch (OrtException refusal) {
            return new Answer.Refused(refusal.getMessage());
        }
    }
}
