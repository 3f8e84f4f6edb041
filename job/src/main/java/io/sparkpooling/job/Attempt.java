package io.sparkpooling.job;

import java.io.Serializable;

/**
 * One attempt of Spark's at a unit.
 *
 * @param id Spark's number of it, unique in the run
 * @param number 0 for the first attempt at the unit
 * @param startedMillis when it began, in milliseconds since 1970
 * @param executor where it ran, such as {@code driver} or {@code 3}
 */
record Attempt(long id, int number, long startedMillis, String executor) implements Serializable {}
