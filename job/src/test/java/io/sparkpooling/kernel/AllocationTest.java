package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.pooling.WindowedOperation;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What kernels allocate while they pool, as the JVM counts it for the thread: also what a compiler would do away with. Loops in vectors
 * make objects until they are compiled, and when that is so is up to the compiler.
 */
@Tag("without-vectors")
class AllocationTest {
    private static final Shape SHAPE = Shape.of(96, 12, 12);

    /** No object is smaller than twice that. */
    private static final int BYTES_FOR_A_WINDOW = 8;

    private static final List<ElementType> TYPES =
            List.of(ElementType.FLOAT32, ElementType.FLOAT64, ElementType.FLOAT16, ElementType.INT32);

    /** All but generalized means: {@link StrictMath#pow} of JDK 17 makes three small arrays each time, which no caller can avoid. */
    static Stream<Operation> operations() {
        return Samples.operations().filter(operation -> !operation.name().contains("gem"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void noOperationAllocatesForEachWindow(Operation operation) {
        Samples samples = new Samples(1);
        for (ElementType type :
                TYPES.stream().filter(operation.elementTypes()::contains).toList()) {
            for (String expression : expressions(operation)) {
                Pooling pooling = PoolingExpression.parse(expression).bind(TensorType.of(type, SHAPE));

                assertThat(allocatedBytes(pooling, samples))
                        .as("bytes of %s of %s", expression, type)
                        .isLessThan((long) BYTES_FOR_A_WINDOW
                                * pooling.output().shape().elementCount());
            }
        }
    }

    /** The example, with windows that overlap, and with taps that do not count. */
    private static List<String> expressions(Operation operation) {
        String example = operation.example();
        List<String> expressions = new ArrayList<>(List.of(example));
        boolean strides = operation.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("stride"));
        if (strides && !example.contains("stride")) {
            expressions.add(with(example, "stride=1"));
        }
        if (operation instanceof WindowedOperation) {
            expressions.add(with(example, "nan='skip'"));
            expressions.add(with(example, "nan='error', nodata=1"));
        }
        return expressions;
    }

    private static String with(String expression, String argument) {
        return expression.substring(0, expression.length() - 1) + ", " + argument + ")";
    }

    /** The least of a few times: the first may load classes, and the virtual machine allocates on its own account at times. */
    private static long allocatedBytes(Pooling pooling, Samples samples) {
        PoolingKernel kernel = Kernels.of(pooling);
        TensorView[] inputs = {filled(pooling.input(), samples)};
        TensorView[] outputs = pooling.outputs().stream()
                .map(output -> filled(output.type(), samples))
                .toArray(TensorView[]::new);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int time = 0; time < 3; time++) {
            long before = threads.getThreadAllocatedBytes(thread);
            kernel.pool(inputs, outputs);
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }

    private static TensorView filled(TensorType type, Samples samples) {
        int count = type.shape().elementCount();
        return new TensorView(type).moveTo(samples.numbers(type.elementType(), count), 0);
    }
}
