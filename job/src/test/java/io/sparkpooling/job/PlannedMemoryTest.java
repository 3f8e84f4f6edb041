package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.kernel.PoolingKernel;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan's memory of a task counts the copies that filled padding makes of a row. */
class PlannedMemoryTest {
    private static final TensorType MAP = TensorType.of(ElementType.FLOAT32, Shape.of(6, 16, 16));

    @TempDir
    private Path folder;

    @Test
    void countsTheCopyOfTheTensorAndOfTheOneThatIsMoved() throws IOException {
        long without = taskBytes("max_pool2d(features, kernel_size=4, padding=2, boundary='pad')");
        long with = taskBytes("max_pool2d(features, kernel_size=4, padding=2, boundary='reflect')");
        // 6 maps of 20 x 20: a float32 and two table entries each, in the task's kernel and in the sample's
        assertThat(with - without).isEqualTo(2 * 6 * 20 * 20 * (4 + 8));
    }

    private long taskBytes(String expression) throws IOException {
        String input = Path.of("src/test/resources/conventions/pyarrow-fixed-shape-tensor.parquet")
                .toAbsolutePath()
                .toString();
        return new PoolingJob(
                        LocalSpark.configuration(
                                "--input",
                                input,
                                "--output",
                                folder.resolve("out").toString(),
                                "--pool",
                                expression),
                        new Configuration(),
                        Progress.NONE)
                .preview()
                .plan()
                .taskBytes();
    }

    /** 6 x 18 x 16 and 6 x 18 x 18 with 12 bytes an element, 8 x 16 x 16 too; the masks with 9. */
    @ParameterizedTest
    @CsvSource({
        "'max_pool2d(x, kernel_size=3, stride=1, padding=1)', 0",
        "'max_pool2d(x, kernel_size=3, stride=1, padding=[1,0], boundary=''replicate'')', 20736",
        "'avg_pool2d(x, kernel_size=3, stride=1, padding=1, boundary=''reflect'', mask=''m'')', 26244",
        "'avg_pool2d(x, kernel_size=3, stride=1, padding=[1,0], boundary=''reflect'', axes=[0,1], mask=''m'')', 25728"
    })
    void countsEachInputsCopy(String expression, long bytes) {
        Pooling pooling = bound(expression);
        assertThat(Kernels.copiedBytes(pooling)).isEqualTo(bytes);
    }

    @Test
    void isNoLessThanWhatTheKernelKeeps() {
        Pooling pooling = bound("max_pool2d(x, kernel_size=11, stride=1, padding=5, boundary='reflect')");
        PoolingKernel kernel = Kernels.of(pooling);
        TensorView[] inputs = {view(MAP)};
        TensorView[] outputs = {view(pooling.output())};
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        kernel.pool(inputs, outputs);
        long first = threads.getThreadAllocatedBytes(thread) - before;
        // all that the first row allocates, most of which is garbage at once
        assertThat(Kernels.copiedBytes(pooling)).isBetween(6L * 26 * 26 * 4, first);
    }

    private static Pooling bound(String expression) {
        return PoolingExpression.parse(expression)
                .bind(
                        MAP,
                        Map.of(
                                "mask",
                                TensorType.of(ElementType.BOOL, Shape.of(expression.contains("axes") ? 96 : 256))));
    }

    private static TensorView view(TensorType type) {
        return new TensorView(type)
                .moveTo(type.elementType().newArray(type.shape().elementCount()), 0);
    }
}
