package io.sparkpooling.bench;

import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.kernel.PoolingKernel;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Float16;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One tensor of ReLU'd noise pooled on one thread, beside a copy of the same tensor. {@code main} prints gigabytes (10^9 bytes)
 * of input a second; an argument is a pattern for workloads.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {

    /** What is pooled: the workloads that performance is judged by, and their variants. */
    public enum Workload {
        RESNET_MAX("max_pool2d(x, kernel_size=3, stride=2, padding=1)", ElementType.FLOAT32, 64, 112, 112),
        VGG_MAX("max_pool2d(x, kernel_size=2)", ElementType.FLOAT32, 64, 224, 224),
        RESNET_MEAN("global_avg_pool(x)", ElementType.FLOAT32, 2048, 7, 7),
        MAX_2X2("max_pool2d(x, kernel_size=2)", ElementType.FLOAT32, 64, 56, 56),
        AVERAGE_2X2("avg_pool2d(x, kernel_size=2)", ElementType.FLOAT32, 64, 56, 56),
        AVERAGE_3X3_STRIDE_2("avg_pool2d(x, kernel_size=3, stride=2, padding=1)", ElementType.FLOAT32, 64, 112, 112),
        AVERAGE_3X3_STRIDE_1("avg_pool2d(x, kernel_size=3, stride=1, padding=1)", ElementType.FLOAT32, 192, 35, 35),
        MAX_5X5_STRIDE_1("max_pool2d(x, kernel_size=5, stride=1, padding=2)", ElementType.FLOAT32, 512, 20, 20),
        MAX_13X13_STRIDE_1("max_pool2d(x, kernel_size=13, stride=1, padding=6)", ElementType.FLOAT32, 512, 19, 19),
        MAX_3D("max_pool3d(x, kernel_size=2)", ElementType.FLOAT32, 64, 8, 56, 56),
        TOKEN_MEAN("global_avg_pool(x, axes=[0])", ElementType.FLOAT32, 197, 768),
        MAX_CHANNELS_LAST(
                "max_pool2d(x, kernel_size=3, stride=2, padding=1, layout='HWC')", ElementType.FLOAT32, 112, 112, 64),
        MAX_FLOAT16("max_pool2d(x, kernel_size=3, stride=2, padding=1)", ElementType.FLOAT16, 64, 112, 112),
        AVERAGE_FLOAT16("avg_pool2d(x, kernel_size=2)", ElementType.FLOAT16, 64, 56, 56),
        MAX_UINT8("max_pool2d(x, kernel_size=2)", ElementType.UINT8, 64, 56, 56),
        MAX_FLOAT64("max_pool2d(x, kernel_size=2)", ElementType.FLOAT64, 64, 56, 56);

        private final Pooling pooling;

        Workload(String expression, ElementType type, int... shape) {
            this.pooling = PoolingExpression.parse(expression).bind(TensorType.of(type, Shape.of(shape)));
        }

        private Object noise() {
            ElementType type = pooling.input().elementType();
            int count = pooling.input().shape().elementCount();
            Object noise = type.newArray(count);
            Random random = new Random(1);
            for (int i = 0; i < count; i++) {
                float value = (float) Math.max(0, random.nextGaussian());
                switch (type) {
                    case FLOAT32 -> Array.setFloat(noise, i, value);
                    case FLOAT64 -> Array.setDouble(noise, i, value);
                    case FLOAT16 -> Array.setShort(noise, i, Float16.fromFloat(value));
                    default -> Array.setByte(noise, i, (byte) (value * 50));
                }
            }
            return noise;
        }
    }

    @Param
    public Workload workload;

    private PoolingKernel kernel;
    private Object source;
    private Object destination;
    private Object copied;
    private TensorView[] inputs;
    private TensorView[] outputs;

    @Setup
    public void prepare() {
        kernel = Kernels.of(workload.pooling);
        source = workload.noise();
        copied = workload.noise();
        destination = workload.pooling
                .output()
                .elementType()
                .newArray(workload.pooling.output().shape().elementCount());
        inputs = new TensorView[] {new TensorView(workload.pooling.input()).moveTo(source, 0)};
        outputs = new TensorView[] {new TensorView(workload.pooling.output()).moveTo(destination, 0)};
    }

    @Benchmark
    public Object pool() {
        kernel.pool(inputs, outputs);
        return destination;
    }

    @Benchmark
    public Object copy() {
        System.arraycopy(source, 0, copied, 0, Array.getLength(source));
        return copied;
    }

    public static void main(String[] arguments) throws RunnerException {
        Pattern pattern = Pattern.compile(arguments.length == 0 ? "" : arguments[0]);
        String[] workloads = Arrays.stream(Workload.values())
                .map(Workload::name)
                .filter(name -> pattern.matcher(name).find())
                .toArray(String[]::new);
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(KernelBenchmark.class.getName())
                        .param("workload", workloads)
                        .build())
                .run();
        for (RunResult result : results) {
            Workload workload = Workload.valueOf(result.getParams().getParam("workload"));
            double nanoseconds = result.getPrimaryResult().getScore();
            System.out.printf(
                    "%-22s %-5s %7.2f GB/s  %s%n",
                    workload,
                    result.getPrimaryResult().getLabel(),
                    workload.pooling.input().bytes() / nanoseconds,
                    Kernels.of(workload.pooling).name());
        }
    }
}
