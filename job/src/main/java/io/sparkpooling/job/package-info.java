/**
 * The run itself. {@link io.sparkpooling.job.PoolingJob} is the door: it plans ({@link io.sparkpooling.job.Planner}), runs one
 * Spark task a unit ({@link io.sparkpooling.job.UnitTask}), accounts for every row ({@link io.sparkpooling.job.Accounting}) and
 * publishes all or nothing. No arithmetic on tensors here: bind, convert, call.
 */
package io.sparkpooling.job;
