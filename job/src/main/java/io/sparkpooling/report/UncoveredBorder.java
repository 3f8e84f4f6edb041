package io.sparkpooling.report;

import java.io.Serializable;

/**
 * Elements at the end of an axis (or its begin) that no pooling window covers, and that the pooled tensor therefore knows
 * nothing of.
 *
 * @param axisName the axis' name, or its number where it has none
 * @param axis the physical axis
 * @param elements how many elements of the axis
 */
public record UncoveredBorder(String axisName, int axis, int elements) implements Serializable {}
