package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.job.publish.StagingFolder;
import io.sparkpooling.storage.WrittenFile;
import io.sparkpooling.storage.arrow.ArrowJava;
import java.io.IOException;
import java.io.OutputStream;
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

/** A dataset of one unit, planned as ever and pooled by a task's work on the thread that asks: no Spark, no other threads. */
record OneUnit(String format, String codec) {
    /** The elements of a channel: 32 x 32. */
    static final int PLANE = 32 * 32;

    private static final float[] NOISE = noise();

    private static float[] noise() {
        Random random = new Random(1);
        float[] noise = new float[1 << 20];
        for (int place = 0; place < noise.length; place++) {
            noise[place] = (float) Math.max(0, random.nextGaussian());
        }
        return noise;
    }

    JobPlan plan(Path input, String expression) throws IOException {
        return job(input, expression).preview().plan();
    }

    private PoolingJob job(Path input, String expression) {
        return new PoolingJob(LocalSpark.configuration(options(input, expression)), new Configuration(), Progress.NONE);
    }

    private String[] options(Path input, String expression) {
        return new String[] {
            "--input",
            input.toString(),
            "--output",
            input.resolveSibling("dataset").toString(),
            "--pool",
            expression,
            "--format",
            format,
            "--compression",
            codec
        };
    }

    WrittenFile pool(Path input, Path output, String expression) throws IOException {
        return pool(input, output, expression, () -> {});
    }

    /**
     * Pools {@code input} into the file {@code output}.
     *
     * @param checkpoint called between batches
     */
    WrittenFile pool(Path input, Path output, String expression, Runnable checkpoint) throws IOException {
        JobPlan plan = plan(input, expression);
        assertThat(plan.units()).hasSize(1);
        StagingFolder staging = new StagingFolder(input.getParent().toUri().toString());
        try (UnitWriting writing = new UnitWriting(
                TaskSpec.of(LocalSpark.configuration(options(input, expression)), plan, staging),
                plan.units().get(0),
                new Attempt(0, 0, 0, "driver"),
                new Configuration(),
                checkpoint,
                () -> Files.newOutputStream(output),
                OutputStream::nullOutputStream)) {
            return writing.write(Map.of()).data().get(0);
        }
    }

    /** Record batches of {@code channels}x32x32 float32 by arrow-java, half of them zeros. */
    static void writeArrow(Path file, int channels, int rowsInBatch, int batches) throws IOException {
        Field element = Field.notNullable("item", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
        FieldType tensor = new FieldType(
                false,
                new ArrowType.FixedSizeList(channels * PLANE),
                null,
                Map.of(
                        "ARROW:extension:name",
                        "arrow.fixed_shape_tensor",
                        "ARROW:extension:metadata",
                        "{\"shape\":[%d,32,32]}".formatted(channels)));
        try (RootAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(
                        new Schema(List.of(new Field("map", tensor, List.of(element)))), allocator)) {
            ArrowJava.write(
                    file, root, Collections.nCopies(batches, batch -> fill(batch, rowsInBatch, channels * PLANE)));
        }
    }

    private static void fill(VectorSchemaRoot root, int rows, int elements) {
        FixedSizeListVector maps = (FixedSizeListVector) root.getVector(0);
        Float4Vector values = (Float4Vector) maps.getDataVector();
        maps.setValueCount(rows);
        for (int row = 0; row < rows; row++) {
            maps.setNotNull(row);
        }
        for (int place = 0; place < rows * elements; place++) {
            values.setSafe(place, NOISE[place % NOISE.length]);
        }
        root.setRowCount(rows);
    }
}
