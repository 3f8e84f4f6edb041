package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** What our answer must be, and what is wrong with one that is not. */
sealed interface Expectation {

    /** What is wrong with {@code actual}; nothing where it is as expected. */
    Optional<String> objection(Answer actual);

    /** Whether it is a refusal. */
    default boolean isRefusal() {
        return false;
    }

    /** This answer, bit by bit; where it is a refusal, a refusal for whatever reason. */
    record Same(Answer answer) implements Expectation {
        @Override
        public boolean isRefusal() {
            return answer instanceof Answer.Refused;
        }

        @Override
        public Optional<String> objection(Answer actual) {
            if (answer instanceof Answer.Refused expected) {
                return actual instanceof Answer.Refused
                        ? Optional.empty()
                        : Optional.of("expected a refusal (%s), but was pooled".formatted(expected.reason()));
            }
            Answer.Pooled expected = (Answer.Pooled) answer;
            return objectionToForm(expected.type(), expected.shape(), actual)
                    .or(() -> IntStream.range(0, expected.shape().elementCount())
                            .mapToObj(index -> objectionAt(expected, (Answer.Pooled) actual, index))
                            .flatMap(Optional::stream)
                            .findFirst());
        }

        private static Optional<String> objectionAt(Answer.Pooled expected, Answer.Pooled actual, int index) {
            ElementType type = expected.type();
            return Elements.same(type, expected.values(), index, actual.values(), index)
                    ? Optional.empty()
                    : Optional.of("index %d: expected %s but was %s"
                            .formatted(
                                    index,
                                    Elements.text(type, expected.values(), index),
                                    Elements.text(type, actual.values(), index)));
        }
    }

    /** A tensor of numbers within these bounds. */
    record Within(ElementType type, Shape shape, Interval[] intervals) implements Expectation {

        /** The same, rounded to another type. */
        Within roundedTo(ElementType other) {
            Interval[] rounded = Arrays.stream(intervals)
                    .map(interval -> interval.widened(0, other))
                    .toArray(Interval[]::new);
            return new Within(other, shape, rounded);
        }

        @Override
        public Optional<String> objection(Answer actual) {
            return objectionToForm(type, shape, actual).or(() -> IntStream.range(0, intervals.length)
                    .mapToObj(index -> objectionAt((Answer.Pooled) actual, index))
                    .flatMap(Optional::stream)
                    .findFirst());
        }

        private Optional<String> objectionAt(Answer.Pooled actual, int index) {
            return intervals[index].holds(Elements.number(type, actual.values(), index))
                    ? Optional.empty()
                    : Optional.of("index %d: expected within %s but was %s"
                            .formatted(index, intervals[index], Elements.text(type, actual.values(), index)));
        }
    }

    private static Optional<String> objectionToForm(ElementType type, Shape shape, Answer actual) {
        if (actual instanceof Answer.Refused refused) {
            return Optional.of("expected %s %s, but was refused: %s".formatted(type, shape, refused.reason()));
        }
        Answer.Pooled pooled = (Answer.Pooled) actual;
        return pooled.type() == type && pooled.shape().equals(shape)
                ? Optional.empty()
                : Optional.of("expected %s %s but was %s %s".formatted(type, shape, pooled.type(), pooled.shape()));
    }
}
