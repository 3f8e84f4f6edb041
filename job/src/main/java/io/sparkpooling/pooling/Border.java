package io.sparkpooling.pooling;

/**
 * Elements at the borders of a pooled axis that no window covers, and that are lost therefore.
 *
 * @param axisName the axis's name, or {@code axis 1} where it has none
 * @param axis the logical axis, as a user counts
 * @param elements the elements at both ends together
 */
public record Border(String axisName, int axis, int elements) {}
