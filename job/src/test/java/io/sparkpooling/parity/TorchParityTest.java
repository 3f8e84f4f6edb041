package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.kernel.PoolingKernel;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.tensor.ElementType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private final long seed = Long.getLong("parity.seed", System.nanoTime() & 0xffff_ffffL);
    private final int first = Integer.getInteger("parity.first", 0);
    private final int cases = Integer.getInteger("parity.cases", 20_000);

    private final List<String> failures = new ArrayList<>();
    private final Map<String, Set<ElementType>> bitEqual = new TreeMap<>();
    private final Map<Difference, Integer> different = new EnumMap<>(Difference.class);
    private final Map<String, Integer> kernels = new TreeMap<>();
    private int pooled;
    private int refused;

    @Test
    void givesPyTorchsBitsAndRefusals() {
        IntStream.range(first, first + cases)
                .takeWhile(number -> failures.size() < ENOUGH_FAILURES)
                .forEach(this::compare);
        System.out.printf(
                "parity: seed %d, %d questions: %d answered by both, %d refused by both, different on purpose %s,"
                        + " chosen kernels %s%n",
                seed, cases, pooled, refused, different, kernels);
        assertThat(failures).as("seed %d", seed).isEmpty();
        if (cases >= 20_000) {
            requireThatEverythingWasAsked();
        }
    }

    private void requireThatEverythingWasAsked() {
        assertThat(bitEqual).hasSize(21).allSatisfy((operation, types) -> assertThat(types)
                .as(operation)
                .isEqualTo(BitEqual.types(operation)));
        assertThat(different).containsOnlyKeys(Difference.values());
        assertThat(refused).isGreaterThan(cases / 50);
        assertThat(pooled).isGreaterThan(cases / 3);
    }

    private void compare(int number) {
        PoolCase question = RandomCases.question(seed, number);
        Expectation expectation = expectation(question);
        Presentation plain = Presentation.plain(question);
        Presentation other = Presentation.random(question, RandomCases.randomFor(~seed, number));
        check(number, plain, "plain loops", expectation, Kernels::plainLoops)
                .or(() -> check(number, plain, "chosen kernel", expectation, this::chosen))
                .or(() -> check(number, other, "plain loops", expectation, Kernels::plainLoops))
                .or(() -> check(number, other, "chosen kernel", expectation, this::chosen))
                .or(() -> checkGlobal(number, question, expectation))
                .ifPresent(failures::add);
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

    private Expectation expectation(PoolCase question) {
        Optional<Difference> difference = Difference.of(question);
        if (difference.isPresent()) {
            different.merge(difference.get(), 1, Integer::sum);
            return difference.get().expectation(question);
        }
        Answer answer = Torch.ask(question);
        if (answer instanceof Answer.Refused) {
            refused++;
        } else {
            pooled++;
            bitEqual.computeIfAbsent(question.operation(), operation -> EnumSet.noneOf(ElementType.class))
                    .add(question.type());
        }
        return new Expectation.Same(answer);
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
