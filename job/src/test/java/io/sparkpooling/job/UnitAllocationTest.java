package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sparkpooling.storage.WrittenFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a task allocates for each row on the whole way from stored page to stored page, as the JVM counts it for the thread: the
 * bytes for twice the rows less those for the rows once, so that nothing counts that a task makes once. Arrow demands nothing,
 * since its buffers are outside of the heap and written batch by batch. Parquet demands the compressed pages of a row group,
 * which are kept until it ends, in arrays of which each doubles what there is. A single copy of a row's 64 KiB, or of its 16 KiB
 * of pooled values, is more than what that leaves.
 */
@Tag("without-vectors")
class UnitAllocationTest {
    private static final int CHANNELS = 16;
    private static final int ELEMENTS = CHANNELS * OneUnit.PLANE;
    private static final int ROWS_IN_BATCH = 64;
    private static final int BATCHES = 6;

    /** What headers of pages and the statistics of blocks of values may take for a row: a sixteenth of it. */
    private static final int OBJECTS = ELEMENTS * Float.BYTES / 16;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"parquet, none", "parquet, zstd:1", "arrow, none"})
    void noCopyOfARowIsMade(String format, String codec) throws IOException {
        Path once = input(format, codec, BATCHES);
        Path twice = input(format, codec, 2 * BATCHES);
        String expression = "max_pool2d(map, kernel_size=2)";

        allocated(once, format, codec, expression);
        long rows = (long) BATCHES * ROWS_IN_BATCH;
        Measured small = allocated(once, format, codec, expression);
        Measured large = allocated(twice, format, codec, expression);

        long ofRow = (large.allocated() - small.allocated()) / rows;
        long writtenOfRow = (large.written() - small.written()) / rows;
        assertThat(writtenOfRow).isGreaterThan(ELEMENTS / 4 * Float.BYTES / 2);
        assertThat(ofRow).isLessThan(format.equals("arrow") ? OBJECTS : writtenOfRow * 2 + OBJECTS);
    }

    private record Measured(long allocated, long written) {}

    private Measured allocated(Path input, String format, String codec, String expression) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Measured least = new Measured(Long.MAX_VALUE, 0);
        for (int time = 0; time < 2; time++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            WrittenFile written = new OneUnit(format, codec).pool(input, folder.resolve("out"), expression);
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            least = bytes < least.allocated ? new Measured(bytes, written.length()) : least;
        }
        return least;
    }

    /** The rows as one unit, written by the job itself in the form that is asked for. */
    private Path input(String format, String codec, int batches) throws IOException {
        Path arrow = folder.resolve(batches + ".arrow");
        OneUnit.writeArrow(arrow, CHANNELS, ROWS_IN_BATCH, batches);
        Path input = folder.resolve("in-%s-%d.%s".formatted(format, batches, format));
        new OneUnit(format, codec).pool(arrow, input, "max_pool2d(map, kernel_size=1)");
        return input;
    }
}
