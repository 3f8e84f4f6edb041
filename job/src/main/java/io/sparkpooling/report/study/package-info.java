/**
 * The invariance study: several poolings of one sample side by side, before a cluster is spent on one of them.
 * {@link io.sparkpooling.report.study.StudyReport} is the door; {@link io.sparkpooling.report.study.Motion} says how inputs are moved,
 * {@link io.sparkpooling.report.study.MotionMeter} how answers are measured. What is kept of a tensor, and what stability is, are
 * those of {@link io.sparkpooling.report.Fidelity}.
 */
package io.sparkpooling.report.study;
