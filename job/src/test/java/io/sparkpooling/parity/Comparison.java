package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.parity.Tally.Outcome;
import io.sparkpooling.tensor.TensorView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A run of random questions to PyTorch and to us: what was asked how often, and where the answers were not the same. */
final class Comparison {
    private final long seed = Long.getLong("parity.seed", System.nanoTime() & 0xffff_ffffL);
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> asked = new TreeMap<>();
    private final Tally tally = Tally.ofPyTorch();

    /** The seed of the run: a system property, or another one each time. */
    long seed() {
        return seed;
    }

    /** Whether so much went wrong that more would tell nothing. */
    boolean hasFailed() {
        return failures.size() >= 10;
    }

    /** Compares all outputs; a tensor without elements is a refusal, since to us it is a mistake. */
    void compare(
            int number,
            String kind,
            String expression,
            List<Answer> expected,
            Answer.Pooled input,
            Map<String, Answer.Pooled> companions) {
        expect(
                number,
                kind,
                expression,
                expected.stream()
                        .<Expectation>map(answer -> new Expectation.Same(wanted(answer)))
                        .toList(),
                input,
                companions);
    }

    /** The same with an expectation for each output. */
    void expect(
            int number,
            String kind,
            String expression,
            List<Expectation> expected,
            Answer.Pooled input,
            Map<String, Answer.Pooled> companions) {
        asked.merge(kind, 1, Integer::sum);
        List<Answer> actual = Ours.answer(expression, input, companions);
        int before = failures.size();
        for (int output = 0; output < expected.size(); output++) {
            Answer ours = actual.get(Math.min(output, actual.size() - 1));
            Optional<String> objection = expected.get(output).objection(ours);
            String where = "seed %d, case %d, %s, %s of %s %s, output %d: "
                    .formatted(seed, number, kind, expression, input.type(), input.shape(), output);
            objection.ifPresent(text -> failures.add(where + text));
        }
        String operation =
                expression.substring(0, expression.indexOf('(')) + (kind.equals("indices") ? ", indices" : "");
        tally.count(operation, input.type(), failures.size() > before ? Outcome.MISMATCH : outcome(expected.get(0)));
    }

    private static Outcome outcome(Expectation expected) {
        if (expected instanceof Expectation.Within) {
            return Outcome.EXCEPTION;
        }
        return expected.isRefusal() ? Outcome.REFUSED : Outcome.EQUAL;
    }

    private static Answer wanted(Answer answer) {
        return hasNoElements(answer) ? new Answer.Refused("a tensor without elements is a mistake") : answer;
    }

    static boolean hasNoElements(Answer answer) {
        return answer instanceof Answer.Pooled pooled && pooled.shape().elementCount() == 0;
    }

    /** A gradient for a result: numbers of different magnitude, so that the order of additions shows. */
    Answer.Pooled noise(Answer.Pooled like, int number) {
        Random random = new Random(seed + number);
        Answer.Pooled noise = new Answer.Pooled(
                like.type(), like.shape(), like.type().newArray(like.shape().elementCount()));
        TensorView view = Ours.view(noise);
        for (int i = 0; i < like.shape().elementCount(); i++) {
            view.setNumber(i, random.nextGaussian() * Math.pow(2, random.nextInt(8)));
        }
        return noise;
    }

    /** Prints what was asked; fails where answers were not the same, or something was not asked at all. */
    void requireSame(String... kinds) {
        System.out.printf("seed %d, asked %s%n", seed, asked);
        assertThat(failures).as("seed %d", seed).isEmpty();
        assertThat(asked).containsOnlyKeys(kinds);
    }

    /** Of a full run: everything was asked often enough, and the page has a part about it. */
    void requireDocumented(String part, Class<?> test) throws IOException {
        assertThat(asked.values()).allSatisfy(count -> assertThat(count).isGreaterThan(300));
        tally.requireDocumented(part, test.getSimpleName(), seed);
    }
}
