package io.sparkpooling.report.study;

import io.sparkpooling.report.ShiftChange;

/**
 * How the tensors, and what they were pooled into, answered one motion of the input.
 *
 * @param tensors how many were moved
 * @param before the change of the tensors themselves, over all of them
 * @param after the change of the pooled tensors
 * @param cosineBefore the cosine similarity of a tensor and the moved one, the mean over the tensors; NaN where there is none
 * @param cosineAfter the same of the pooled tensors
 */
public record MotionResult(
        Motion motion, long tensors, ShiftChange before, ShiftChange after, double cosineBefore, double cosineAfter) {}
