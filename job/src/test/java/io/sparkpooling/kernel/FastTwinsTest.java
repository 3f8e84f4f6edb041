package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Operations;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast loops against the plain ones, which are the definition: the same bits, and nothing written beside them. */
class FastTwinsTest {
    /** For each operation and element type; {@code -Dpoolings=5000} for a long search. */
    private static final int POOLINGS = Integer.getInteger("poolings", 100);

    static Stream<Operation> operations() {
        return Samples.operations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void giveTheBitsOfThePlainLoops(Operation operation) {
        long seed = System.nanoTime();
        Samples samples = new Samples(seed);
        for (ElementType type : operation.elementTypes()) {
            for (int i = 0; i < POOLINGS; i++) {
                Pooling pooling = samples.pooling(operation, type);
                compare(pooling, samples, "seed " + seed + ", pooling " + i + ": " + pooling);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void giveTheBitsOfThePlainLoopsWhereTapsDoNotCount(Operation operation) {
        long seed = System.nanoTime();
        Samples samples = new Samples(seed);
        for (ElementType type : operation.elementTypes()) {
            for (int i = 0; i < POOLINGS / 5; i++) {
                Pooling pooling = samples.modified(operation, type);
                compare(pooling, samples, "seed " + seed + ", pooling " + i + ": " + pooling);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_pool2d(x, kernel_size=3, stride=2, padding=1)",
                "min_pool2d(x, kernel_size=[9,5], stride=1)",
                "avg_pool2d(x, kernel_size=2)",
                "avg_pool2d(x, kernel_size=[2,5], stride=[1,3], padding=1)",
                "avg_pool2d(x, kernel_size=[4,6], stride=[2,1], padding=2, dilation=[2,1])",
                "global_avg_pool(x)",
                "global_max_pool(x, axes=[0])"
            })
    void giveTheBitsOfThePlainLoopsOverManyBlocks(String expression) {
        long seed = System.nanoTime();
        Samples samples = new Samples(seed);
        for (ElementType type : List.of(ElementType.FLOAT32, ElementType.FLOAT16)) {
            for (int tensor = 0; tensor < 5; tensor++) {
                Pooling pooling = Pooled.bind(expression, type, 29, 67 + samples.nextInt(60), 65 + samples.nextInt(60));
                compare(pooling, samples, "seed " + seed + ", tensor " + tensor);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_pool2d(x, kernel_size=13, stride=1, padding=6, return_indices=true)",
                "min_pool2d(x, kernel_size=[7,11], stride=[1,2], nodata=1)",
                "median_pool2d(x, kernel_size=13, stride=1, padding=6)",
                "quantile_pool2d(x, q=0.9, kernel_size=[9,5], stride=1, dilation=2, nan='skip')",
                "avg_pool2d(x, kernel_size=13, stride=1, padding=6)",
                "avg_pool2d(x, kernel_size=[7,11], stride=1, dilation=2, count_include_pad=false, nodata=1)",
                "sum_pool2d(x, kernel_size=9, stride=[1,2], nan='skip')",
                "lp_pool2d(x, norm_type=2, kernel_size=[7,11], stride=1)",
                "mode_pool2d(x, kernel_size=9, stride=2, padding=4, ceil_mode=true)",
                "avg_pool2d(x, kernel_size=13, stride=1, padding=6, boundary='reflect')",
                "range_pool2d(x, kernel_size=[7,11], stride=1, padding=2)",
                "mixed_pool2d(x, alpha=0.3, kernel_size=9, stride=1, nan='skip')",
                "std_pool2d(x, kernel_size=13, stride=1, padding=6)",
                "var_pool2d(x, kernel_size=[7,11], stride=[1,2], correction=1, nodata=1)",
                "logsumexp_pool2d(x, kernel_size=13, stride=1, padding=6)",
                "soft_pool2d(x, kernel_size=9, stride=1, dilation=2)",
                "gem_pool2d(x, kernel_size=9, stride=1, padding=4)",
                "median_pool2d(x, kernel_size=[7,11], stride=[1,2], padding='same', boundary='replicate', nan='skip')",
                "topk_avg_pool2d(x, k=5, kernel_size=[5,12], stride=1)"
            })
    void giveTheBitsOfThePlainLoopsForLargeWindows(String expression) {
        long seed = System.nanoTime();
        Samples samples = new Samples(seed);
        for (ElementType type : operationOf(expression).elementTypes()) {
            for (int tensor = 0; tensor < 1; tensor++) {
                Pooling pooling = Pooled.bind(expression, type, 2, 21 + samples.nextInt(9), 24 + samples.nextInt(9));
                compare(pooling, samples, "seed " + seed + ", tensor " + tensor + " of " + type);
            }
        }
    }

    /** A depth of one, of which padding makes two rows of windows, and other axes that hardly fill a vector. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "avg_pool3d(x, kernel_size=[1,2,2])",
                "avg_pool3d(x, kernel_size=[1,2,2], padding=[0,1,1], count_include_pad=false)",
                "sum_pool3d(x, kernel_size=[2,3,3], stride=[1,2,2], padding=1)",
                "max_pool3d(x, kernel_size=2, stride=[1,2,2], padding=1)",
                "sum_pool3d(x, kernel_size=[2,2,2], stride=[1,2,2], padding=[1,0,1])"
            })
    void giveTheBitsOfThePlainLoopsOfThinTensors(String expression) {
        long seed = System.nanoTime();
        Samples samples = new Samples(seed);
        for (int tensor = 0; tensor < 5; tensor++) {
            Pooling pooling = Pooled.bind(
                    expression, ElementType.FLOAT32, 3, 1, 2 + samples.nextInt(9), 30 + samples.nextInt(40));
            compare(pooling, samples, "seed " + seed + ", tensor " + tensor);
        }
    }

    private static Operation operationOf(String expression) {
        return Operations.named(expression.substring(0, expression.indexOf('(')));
    }

    private static void compare(Pooling pooling, Samples samples, String description) {
        PoolingKernel fast = Kernels.of(pooling);
        PoolingKernel plain = Kernels.plainLoops(pooling);
        for (int tensor = 0; tensor < 2; tensor++) {
            int margin = samples.nextInt(5);
            TensorView[] inputs = pooling.inputs().stream()
                    .map(type -> filled(type, samples, margin))
                    .toArray(TensorView[]::new);
            Stream.of(inputs).skip(1).forEach(FastTwinsTest::makePositive);
            TensorView[] pooled = new TensorView[pooling.outputs().size()];
            TensorView[] expected = new TensorView[pooled.length];
            for (int i = 0; i < pooled.length; i++) {
                pooled[i] = filled(pooling.outputs().get(i).type(), samples, margin);
                expected[i] = copy(pooled[i]);
            }

            Optional<String> refusal = refusal(plain, inputs, expected);
            assertThat(refusal(fast, inputs, pooled)).as(description).isEqualTo(refusal);

            for (int i = 0; i < pooled.length && refusal.isEmpty(); i++) {
                assertThat(bits(pooled[i].carrier()))
                        .as("%s, output %d, by %s", description, i, fast.name())
                        .isEqualTo(bits(expected[i].carrier()));
            }
        }
    }

    /** Why a tensor cannot be pooled, if so. */
    private static Optional<String> refusal(PoolingKernel kernel, TensorView[] inputs, TensorView[] outputs) {
        try {
            kernel.pool(inputs, outputs);
            return Optional.empty();
        } catch (InvalidTensorException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    /** Random elements, and a margin of such before and behind them, which must stay as they are. */
    private static TensorView filled(TensorType type, Samples samples, int margin) {
        int length = type.shape().elementCount() + 2 * margin;
        return new TensorView(type).moveTo(samples.values(type.elementType(), length), margin);
    }

    /** Of weights those that are below 0 would make every row a bad one. */
    private static void makePositive(TensorView weights) {
        for (int i = 0; i < weights.type().shape().elementCount(); i++) {
            weights.setNumber(i, Math.abs(weights.number(i)));
        }
    }

    private static TensorView copy(TensorView view) {
        Object carrier = view.carrier();
        Object copy = view.type().elementType().newArray(Array.getLength(carrier));
        System.arraycopy(carrier, 0, copy, 0, Array.getLength(carrier));
        return new TensorView(view.type()).moveTo(copy, view.offset());
    }

    private static Object bits(Object values) {
        if (values instanceof float[] floats) {
            int[] bits = new int[floats.length];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = Float.floatToRawIntBits(floats[i]);
            }
            return bits;
        }
        if (values instanceof double[] doubles) {
            long[] bits = new long[doubles.length];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = Double.doubleToRawLongBits(doubles[i]);
            }
            return bits;
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "max_pool2d(x, kernel_size=2) | float32 | rows | vectors",
                "max_pool2d(x, kernel_size=3, stride=2, padding=1) | float32 | rows | vectors",
                "max_pool2d(x, kernel_size=13, stride=1, padding=6) | float32 | rows | vectors",
                "max_pool2d(x, kernel_size=2, layout='HWC') | float32 | columns | vectors",
                "avg_pool2d(x, kernel_size=2) | float32 | rows | vectors",
                "avg_pool2d(x, kernel_size=3, stride=2, padding=1) | float32 | rows | vectors",
                "avg_pool2d(x, kernel_size=3, stride=1, padding=1) | float32 | blocks of rows | vectors",
                "avg_pool2d(x, kernel_size=3, padding=1, layout='HWC') | float32 | columns | vectors",
                "adaptive_avg_pool2d(x, output_size=1) | float32 | whole planes | vectors",
                "adaptive_avg_pool2d(x, output_size=7) | float32 | rows | vectors",
                "global_avg_pool(x) | float32 | whole planes | vectors",
                "global_avg_pool(x, axes=[0]) | float32 | columns | vectors",
                "global_max_pool(x) | float32 | whole planes | whole planes",
                "min_pool2d(x, kernel_size=2) | float32 | rows | vectors",
                "lp_pool2d(x, norm_type=2, kernel_size=2) | float32 | rows | vectors",
                "max_pool2d(x, kernel_size=2) | float16 | rows by way of float32 | vectors",
                "avg_pool2d(x, kernel_size=2) | bfloat16 | rows by way of float32 | vectors by way of float32",
                "max_pool2d(x, kernel_size=2) | uint8 | rows by way of float32 | vectors",
                "median_pool2d(x, kernel_size=3, stride=1) | float32 | ranks | ranks",
                "mode_pool2d(x, kernel_size=13, stride=1) | uint8 | ranks | ranks",
                "median_pool2d(x, kernel_size=2) | float32 | direct loops | direct loops",
                "max_pool2d(x, kernel_size=2) | float64 | rows of keys | rows of keys",
                "max_pool2d(x, kernel_size=2) | int32 | rows of keys | rows of keys",
                "max_pool2d(x, kernel_size=2, return_indices=true) | float16 | rows of keys | rows of keys",
                "min_pool2d(x, kernel_size=3, nan='skip') | float32 | rows of keys | rows of keys",
                "min_pool2d(x, kernel_size=3, nan='error') | float32 | rows | vectors",
                "avg_pool2d(x, kernel_size=2) | int64 | direct loops | direct loops",
                "avg_pool2d(x, kernel_size=3, stride=1) | int64 | running sums | running sums",
                "avg_pool2d(x, kernel_size=3, stride=1, accumulate='float64') | float32 | running sums | running sums",
                "avg_pool2d(x, kernel_size=3, stride=1, nan='skip') | float16 | blocks of rows with gaps | vectors with gaps",
                "std_pool2d(x, kernel_size=3, stride=1) | float32 | shared sums | shared sums",
                "range_pool2d(x, kernel_size=3, stride=1) | int64 | shared sums | shared sums",
                "gem_pool2d(x, kernel_size=3, stride=1) | float64 | shared sums | shared sums",
                "max_pool2d(x, kernel_size=3, padding=1, boundary='reflect') | float32 | rows over filled padding | vectors over filled padding",
                "max_pool2d(x, kernel_size=2, axes=[0,2]) | float32 | plain loops | plain loops"
            })
    void areChosenForCommonPoolings(String expression, String type, String withoutVectors, String withVectors) {
        Pooling pooling = Pooled.bind(expression, ElementType.named(type), 32, 28, 28);

        assertThat(Kernels.of(pooling).name()).isEqualTo(Vectors.areFound() ? withVectors : withoutVectors);
    }
}
