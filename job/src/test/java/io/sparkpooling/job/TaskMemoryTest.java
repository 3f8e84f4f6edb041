package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.storage.arrow.ArrowJava;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A task stays below what the plan says it takes: after each batch what is alive on the heap, by a collection, and what Arrow
 * holds beside it. Rows of 4 KiB and of 16 MiB.
 */
class TaskMemoryTest {
    private static final String EXPRESSION = "max_pool2d(map, kernel_size=2)";
    private static final int BATCHES = 2;

    @TempDir
    Path folder;

    /** Bytes in use beyond those of the first question. */
    private static final class Peak {
        private final long before = inUse();
        private long most;

        void look() {
            most = Math.max(most, inUse() - before);
        }

        private static long inUse() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            return runtime.totalMemory() - runtime.freeMemory() + ArrowJava.taskBytes();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "parquet, zstd:1, 1, 4096",
        "parquet, none, 4096, 1",
        "parquet, zstd:1, 4096, 1",
        "arrow, none, 1, 4096",
        "arrow, zstd:1, 4096, 1"
    })
    void aTaskStaysBelowItsPlan(String format, String codec, int channels, int rowsInBatch) throws IOException {
        Path arrow = folder.resolve("plain.arrow");
        OneUnit.writeArrow(arrow, channels, rowsInBatch, BATCHES);
        Path input = folder.resolve("in." + format);
        OneUnit unit = new OneUnit(format, codec);
        unit.pool(arrow, input, "max_pool2d(map, kernel_size=1)");
        long planned = unit.plan(input, EXPRESSION).taskBytes();

        Peak peak = new Peak();
        unit.pool(input, folder.resolve("out"), EXPRESSION, peak::look);

        long row = (long) channels * OneUnit.PLANE * Float.BYTES;
        assertThat(peak.most).isBetween(row, planned);
    }
}
