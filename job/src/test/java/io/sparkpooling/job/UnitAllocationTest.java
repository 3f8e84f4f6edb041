package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.job.publish.StagingFolder;
import io.sparkpooling.storage.WrittenFile;
import io.sparkpooling.storage.arrow.ArrowJava;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.hadoop.conf.Configuration;
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
    private static final int ELEMENTS = 16 * 32 * 32;
    private static final int ROWS_IN_BATCH = 64;
    private static final int BATCHES = 6;
    private static final float[] NOISE = noise();

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
            WrittenFile written = pool(input, folder.resolve("out"), format, codec, expression);
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            least = bytes < least.allocated ? new Measured(bytes, written.length()) : least;
        }
        return least;
    }

    /** The rows as one unit, written by the job itself in the form that is asked for. */
    private Path input(String format, String codec, int batches) throws IOException {
        Path arrow = folder.resolve(batches + ".arrow");
        writeArrow(arrow, batches);
        Path input = folder.resolve("in-%s-%d.%s".formatted(format, batches, format));
        pool(arrow, input, format, codec, "max_pool2d(map, kernel_size=1)");
        return input;
    }

    private static float[] noise() {
        Random random = new Random(1);
        float[] noise = new float[1 << 20];
        for (int place = 0; place < noise.length; place++) {
            noise[place] = (float) Math.max(0, random.nextGaussian());
        }
        return noise;
    }

    private WrittenFile pool(Path input, Path output, String format, String codec, String expression)
            throws IOException {
        JobConfiguration configuration = LocalSpark.configuration(
                "--input", input.toString(),
                "--output", folder.resolve("dataset").toString(),
                "--pool", expression,
                "--format", format,
                "--compression", codec);
        Configuration hadoop = new Configuration();
        JobPlan plan =
                new PoolingJob(configuration, hadoop, Progress.NONE).preview().plan();
        TaskSpec spec = TaskSpec.of(
                configuration, plan, new StagingFolder(folder.toUri().toString()));
        assertThat(plan.units()).hasSize(1);
        try (UnitWriting writing = new UnitWriting(
                spec,
                plan.units().get(0),
                new Attempt(0, 0, 0, "driver"),
                hadoop,
                () -> {},
                () -> Files.newOutputStream(output),
                OutputStream::nullOutputStream)) {
            return writing.write(Map.of()).data().get(0);
        }
    }

    private static void writeArrow(Path file, int batches) throws IOException {
        Field element = Field.notNullable("item", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
        FieldType tensor = new FieldType(
                false,
                new ArrowType.FixedSizeList(ELEMENTS),
                null,
                Map.of(
                        "ARROW:extension:name",
                        "arrow.fixed_shape_tensor",
                        "ARROW:extension:metadata",
                        "{\"shape\":[16,32,32]}"));
        try (RootAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(
                        new Schema(List.of(new Field("map", tensor, List.of(element)))), allocator)) {
            ArrowJava.write(file, root, Collections.nCopies(batches, UnitAllocationTest::fill));
        }
    }

    private static void fill(VectorSchemaRoot root) {
        FixedSizeListVector maps = (FixedSizeListVector) root.getVector(0);
        Float4Vector values = (Float4Vector) maps.getDataVector();
        maps.setValueCount(ROWS_IN_BATCH);
        for (int row = 0; row < ROWS_IN_BATCH; row++) {
            maps.setNotNull(row);
        }
        for (int place = 0; place < ROWS_IN_BATCH * ELEMENTS; place++) {
            values.setSafe(place, NOISE[place % NOISE.length]);
        }
        root.setRowCount(ROWS_IN_BATCH);
    }
}
