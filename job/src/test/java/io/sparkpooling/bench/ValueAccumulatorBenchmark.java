package io.sparkpooling.bench;

import io.sparkpooling.report.ValueAccumulator;
import io.sparkpooling.report.ValueStatistics;
import io.sparkpooling.tensor.ElementType;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Value statistics of one 64×56×56 tensor; an operation is one value, so values in a nanosecond are billions in a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ValueAccumulatorBenchmark {
    private static final int VALUES = 64 * 56 * 56;

    @Param({"FLOAT32", "FLOAT16", "FLOAT64", "UINT8"})
    public ElementType type;

    private Object tensor;
    private ValueAccumulator accumulator;

    /** ReLU'd noise; float16 by its bits between 0 and 1, which are as random. */
    @Setup
    public void fill() {
        Random random = new Random(1);
        tensor = type.newArray(VALUES);
        accumulator = ValueAccumulator.of(type);
        for (int i = 0; i < VALUES; i++) {
            double value = Math.max(0, random.nextGaussian());
            switch (type) {
                case FLOAT32 -> ((float[]) tensor)[i] = (float) value;
                case FLOAT64 -> ((double[]) tensor)[i] = value;
                case FLOAT16 -> ((short[]) tensor)[i] = (short) Math.min(0x3c00, (int) (value * 0x2000));
                default -> ((byte[]) tensor)[i] = (byte) (value * 50);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(VALUES)
    public ValueStatistics add() {
        accumulator.add(tensor, 0, VALUES);
        return accumulator.statistics();
    }
}
