package io.sparkpooling.report.study;

import io.sparkpooling.report.ShiftChange;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The answers to all motions on one side, before or after pooling, in a few figures. */
public final class Answers {
    private final List<MotionResult> motions;
    private final Function<MotionResult, ShiftChange> change;
    private final ToDoubleFunction<MotionResult> cosine;

    private Answers(
            List<MotionResult> motions,
            Function<MotionResult, ShiftChange> change,
            ToDoubleFunction<MotionResult> cosine) {
        this.motions = motions;
        this.change = change;
        this.cosine = cosine;
    }

    /** Those of the tensors themselves. */
    public static Answers before(PoolingStudy study) {
        return new Answers(study.motions(), MotionResult::before, MotionResult::cosineBefore);
    }

    /** Those of the pooled tensors. */
    public static Answers after(PoolingStudy study) {
        return new Answers(study.motions(), MotionResult::after, MotionResult::cosineAfter);
    }

    /** The mean of the stabilities under shifts by so many elements, along each of the pooled axes. */
    public double shift(int elements) {
        return mean(motion -> motion.kind() == Motion.Kind.SHIFT && motion.amount() == elements, this::stability);
    }

    /** The mean of the stabilities under all motions of a kind. */
    public double stability(Motion.Kind kind) {
        return mean(motion -> motion.kind() == kind, this::stability);
    }

    /** The mean of the cosine similarities under all motions. */
    public double cosine() {
        return mean(motion -> true, cosine);
    }

    /** Of one motion. */
    public double stability(MotionResult result) {
        return change.apply(result).stability();
    }

    /** Of one motion. */
    public double cosine(MotionResult result) {
        return cosine.applyAsDouble(result);
    }

    private double mean(Predicate<Motion> wanted, ToDoubleFunction<MotionResult> figure) {
        return motions.stream()
                .filter(result -> wanted.test(result.motion()))
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
