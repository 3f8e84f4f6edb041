package io.sparkpooling.report;

import java.io.Serializable;

/**
 * Elements at the borders of a pooled axis that no pooling window covers, and that the pooled tensor knows nothing of.
 *
 * @param axisName the axis' name, or {@code axis 1} where it has none
 * @param axis the logical axis, as a user counts
 * @param elements how many elements of the axis, both ends together
 */
public record UncoveredBorder(String axisName, int axis, int elements) implements Serializable {}
