/**
 * What a run saved and what it kept, as numbers: {@link io.sparkpooling.report.RunReport} is the door. Tasks fill
 * {@link io.sparkpooling.report.ValueAccumulator}s and return {@link io.sparkpooling.report.TensorReport}s, the driver merges
 * them in the order of the units. Every record is immutable, serialisable and the same in Java and in JSON. Nothing here
 * prints.
 */
package io.sparkpooling.report;
