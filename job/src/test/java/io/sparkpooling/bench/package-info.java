/**
 * Measures the whole job against what it cannot beat and against what else one would write. {@code scripts/bench} runs
 * {@link io.sparkpooling.bench.JobBenchmark}, {@link io.sparkpooling.bench.IoBenchmark}, {@link io.sparkpooling.bench.MemoryBenchmark}, {@link
 * io.sparkpooling.bench.KernelRivals} and {@link io.sparkpooling.bench.KernelTable}; the numbers stand in {@code job/docs/performance.md}. All times are compared within one run, repetitions interleaved: on a shared machine only
 * the ratios mean something.
 */
package io.sparkpooling.bench;
