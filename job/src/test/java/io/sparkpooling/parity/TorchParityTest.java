package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.kernel.PoolingKernel;
import io.sparkpooling.parity.Tally.Outcome;
import io.sparkpooling.pooling.Pooling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Asks PyTorch and us the same random questions and demands the same bits, the same shapes and the same refusals, but for what
 * {@link Difference} lists. A failure names the seed and the question's number; {@code -Dparity.seed=S -Dparity.first=N
 * -Dparity.cases=1} asks that one again.
 */
class TorchParityTest {
    private static final int ENOUGH_FAILURES = 10;
    private static final int ALL_CASES = 80_000;

    private final long seed = Long.getLong("parity.seed", System.nanoTime() & 0xffff_ffffL);
    private final int first = Integer.getInteger("parity.first", 0);
    private final int cases = Integer.getInteger("parity.cases", ALL_CASES);

    private final List<String> failures = new ArrayList<>();
    private final Tally tally = Tally.ofPyTorch();
    private final Map<Difference, Integer> different = new EnumMap<>(Difference.class);
    private final Map<String, Integer> kernels = new TreeMap<>();

    @Test
    void givesPyTorchsBitsAndRefusals() throws IOException {
        IntStream.range(first, first + cases)
                .takeWhile(number -> failures.size() < ENOUGH_FAILURES)
                .forEach(this::compare);
        System.out.printf(
                "parity: seed %d, %d questions: %d answered by both, %d refused by both, different on purpose %s,"
                        + " chosen kernels %s%n",
                seed, cases, tally.total(Outcome.EQUAL), tally.total(Outcome.REFUSED), different, kernels);
        assertThat(failures).as("seed %d", seed).isEmpty();
        if (cases >= ALL_CASES) {
            requireThatEverythingWasAsked();
            tally.requireDocumented("values", "TorchParityTest", seed);
        }
    }

    private void requireThatEverythingWasAsked() {
        assertThat(tally.operations(Outcome.EQUAL)).hasSize(21).allSatisfy(operation -> assertThat(
                        tally.types(operation, Outcome.EQUAL))
                .as(operation)
                .isEqualTo(BitEqual.types(operation)));
        assertThat(different).containsOnlyKeys(Difference.values());
        assertThat(tally.total(Outcome.REFUSED)).isGreaterThan(cases / 50);
        assertThat(tally.total(Outcome.EQUAL)).isGreaterThan(cases / 3);
    }

    private void compare(int number) {
        PoolCase question = RandomCases.question(seed, number);
        Optional<Difference> difference = Difference.of(question);
        difference.ifPresent(stated -> different.merge(stated, 1, Integer::sum));
        Expectation expectation = difference
                .map(stated -> stated.expectation(question))
                .orElseGet(() -> new Expectation.Same(Torch.ask(question)));
        Optional<String> objection = objection(number, question, expectation);
        objection.ifPresent(failures::add);
        tally.count(question.operation(), question.type(), outcome(difference, expectation, objection));
    }

    private static Outcome outcome(
            Optional<Difference> difference, Expectation expectation, Optional<String> objection) {
        if (objection.isPresent()) {
            return Outcome.MISMATCH;
        }
        if (difference.isPresent()) {
            return Outcome.EXCEPTION;
        }
        return expectation.isRefusal() ? Outcome.REFUSED : Outcome.EQUAL;
    }

    private Optional<String> objection(int number, PoolCase question, Expectation expectation) {
        Presentation plain = Presentation.plain(question);
        Presentation other = Presentation.random(question, RandomCases.randomFor(~seed, number));
        return check(number, plain, "plain loops", expectation, Kernels::plainLoops)
                .or(() -> check(number, plain, "chosen kernel", expectation, this::chosen))
                .or(() -> check(number, other, "plain loops", expectation, Kernels::plainLoops))
                .or(() -> check(number, other, "chosen kernel", expectation, this::chosen))
                .or(() -> checkGlobal(number, question, expectation));
    }

    private Optional<String> checkGlobal(int number, PoolCase question, Expectation expectation) {
        return question.hasOneOutput()
                ? check(number, Presentation.global(question), "chosen kernel", expectation, this::chosen)
                : Optional.empty();
    }

    private PoolingKernel chosen(Pooling pooling) {
        PoolingKernel kernel = Kernels.of(pooling);
        kernels.merge(kernel.name(), 1, Integer::sum);
        return kernel;
    }

    private Optional<String> check(
            int number,
            Presentation presentation,
            String which,
            Expectation expectation,
            Function<Pooling, PoolingKernel> kernels) {
        return objection(presentation, expectation, kernels).map(objection -> "seed %d, case %d, %s of %s, %s: %s"
                .formatted(seed, number, presentation.expression(), presentation.type(), which, objection));
    }

    private static Optional<String> objection(
            Presentation presentation, Expectation expectation, Function<Pooling, PoolingKernel> kernels) {
        try {
            return expectation.objection(presentation.answer(kernels));
        } catch (RuntimeException | AssertionError defect) {
            return Optional.of(defect + " at " + defect.getStackTrace()[0]);
        }
    }
}
