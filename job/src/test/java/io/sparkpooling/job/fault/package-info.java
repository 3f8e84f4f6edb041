/**
 * Storage that fails on demand. {@link io.sparkpooling.job.fault.Faults} says when and how, for every {@code fault:} path
 * ({@link io.sparkpooling.job.fault.FaultFileSystem}) and every {@link io.sparkpooling.job.fault.FaultStore}.
 */
package io.sparkpooling.job.fault;
