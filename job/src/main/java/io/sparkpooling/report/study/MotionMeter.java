package io.sparkpooling.report.study;

import io.sparkpooling.report.ShiftChange;

/** Adds up the answers to one motion, tensor after tensor. */
public final class MotionMeter {
    private final Motion motion;
    private final Mean cosineBefore = new Mean();
    private final Mean cosineAfter = new Mean();
    private ShiftChange before = ShiftChange.NONE;
    private ShiftChange after = ShiftChange.NONE;
    private long tensors;

    public MotionMeter(Motion motion) {
        this.motion = motion;
    }

    /** What it measures. */
    public Motion motion() {
        return motion;
    }

    /** Adds one tensor: how it changed, and how what it was pooled into did. */
    public void add(ShiftChange changeBefore, ShiftChange changeAfter) {
        tensors++;
        before = before.mergedWith(changeBefore);
        after = after.mergedWith(changeAfter);
        cosineBefore.add(changeBefore.cosine());
        cosineAfter.add(changeAfter.cosine());
    }

    /** Of all tensors so far. */
    public MotionResult result() {
        return new MotionResult(motion, tensors, before, after, cosineBefore.value(), cosineAfter.value());
    }

    /** Of the numbers among what it is given. */
    private static final class Mean {
        private double sum;
        private long count;

        void add(double value) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }

        double value() {
            return count == 0 ? Double.NaN : sum / count;
        }
    }
}
