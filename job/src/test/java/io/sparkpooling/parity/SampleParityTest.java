package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.job.LocalSpark;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Float16;
import io.sparkpooling.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on real feature maps: what another reader finds in its output is what PyTorch makes of the same rows. */
class SampleParityTest {
    private static final Path SAMPLE = Path.of("..", "data-samples", "feature-maps.parquet");

    @TempDir
    static Path folder;

    private static List<Group> before;
    private static List<Group> after;

    @BeforeAll
    static void runTheJob() throws IOException {
        Path output = folder.resolve("pooled");
        LocalSpark.run(
                "--input",
                SAMPLE.toString(),
                "--output",
                output.toString(),
                "--pool",
                "max_pool2d(head, kernel_size=2)",
                "--pool",
                "adaptive_avg_pool2d(stage5, output_size=1)");
        before = rows(SAMPLE);
        after = new ArrayList<>();
        for (Path file : LocalSpark.dataFiles(output)) {
            after.addAll(rows(file));
        }
    }

    @Test
    void keepsEveryRowAndItsOtherColumns() {
        assertThat(after).hasSameSizeAs(before);
        for (int row = 0; row < before.size(); row++) {
            assertThat(after.get(row).getString("image", 0))
                    .isEqualTo(before.get(row).getString("image", 0));
            assertThat(after.get(row).getInteger("x", 0))
                    .isEqualTo(before.get(row).getInteger("x", 0));
            assertThat(after.get(row).getInteger("y", 0))
                    .isEqualTo(before.get(row).getInteger("y", 0));
        }
    }

    @Test
    void maximumIsPyTorchsBitForBit() {
        for (int row = 0; row < before.size(); row++) {
            PoolCase question = PoolCase.ofFloats("max_pool2d", Shape.of(24, 56, 56), floats(before.get(row), "head"))
                    .with("kernel_size", 2);
            Answer.Pooled expected = (Answer.Pooled) Torch.ask(question);
            assertThat(floats(after.get(row), "head")).as("row %d", row).isEqualTo(expected.values());
        }
    }

    @Test
    void averageOfHalvesIsTheExactMeanRounded() {
        for (int row = 0; row < before.size(); row++) {
            short[] values = halves(before.get(row), "stage5");
            short[] means = new short[384];
            for (int channel = 0; channel < means.length; channel++) {
                means[channel] = meanOf(values, channel * 49, 49);
            }
            assertThat(halves(after.get(row), "stage5")).as("row %d", row).isEqualTo(means);
        }
    }

    @Test
    void averageOfHalvesIsPyTorchsToAUnitInTheLastPlace() {
        for (int row = 0; row < before.size(); row++) {
            PoolCase question = PoolCase.of(
                            "adaptive_avg_pool2d",
                            ElementType.FLOAT16,
                            Shape.of(384, 7, 7),
                            halves(before.get(row), "stage5"))
                    .with("output_size", 1);
            short[] expected = (short[]) ((Answer.Pooled) Torch.ask(question)).values();
            short[] actual = halves(after.get(row), "stage5");
            for (int channel = 0; channel < expected.length; channel++) {
                assertThat(Math.abs(ordered(actual[channel]) - ordered(expected[channel])))
                        .as("row %d, channel %d", row, channel)
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    /** The mean in float64, rounded once; sums of 49 halves lie far from a double's last bit. */
    private static short meanOf(short[] values, int offset, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Float16.toFloat(values[offset + i]);
        }
        return Float16.fromFloat((float) (sum / count));
    }

    private static int ordered(short half) {
        return half < 0 ? -(half & 0x7fff) : half;
    }

    private static float[] floats(Group row, String column) {
        Group list = row.getGroup(column, 0);
        float[] values = new float[list.getFieldRepetitionCount(0)];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.getGroup(0, i).getFloat(0, 0);
        }
        return values;
    }

    private static short[] halves(Group row, String column) {
        Group list = row.getGroup(column, 0);
        short[] values = new short[list.getFieldRepetitionCount(0)];
        for (int i = 0; i < values.length; i++) {
            byte[] bytes = list.getGroup(0, i).getBinary(0, 0).getBytes();
            values[i] = (short) (bytes[0] & 0xff | bytes[1] << 8);
        }
        return values;
    }

    private static List<Group> rows(Path file) throws IOException {
        List<Group> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
