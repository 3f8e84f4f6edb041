package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Ended;
import io.sparkpooling.storage.arrow.ArrowJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images as Spark's image source has them, written to Parquet by Spark and pooled; Spark reads the result. */
class SparkImagesTest {
    private static final StructType IMAGE = new StructType()
            .add("origin", DataTypes.StringType)
            .add("height", DataTypes.IntegerType, false)
            .add("width", DataTypes.IntegerType, false)
            .add("nChannels", DataTypes.IntegerType, false)
            .add("mode", DataTypes.IntegerType, false)
            .add("data", DataTypes.BinaryType, false);

    @TempDir
    Path folder;

    private SparkSession spark;

    @BeforeEach
    void session() {
        LocalSpark.context();
        spark = SparkSession.builder().getOrCreate();
    }

    private void write(Object[]... images) {
        List<Row> rows = new ArrayList<>();
        for (Object[] image : images) {
            rows.add(RowFactory.create(RowFactory.create(image)));
        }
        spark.createDataFrame(rows, new StructType().add("image", IMAGE))
                .coalesce(1)
                .write()
                .parquet(folder.resolve("in").toString());
    }

    private static Object[] image(int height, int width, int channels, int mode, int... data) {
        byte[] bytes = new byte[data.length];
        IntStream.range(0, data.length).forEach(index -> bytes[index] = (byte) data[index]);
        return new Object[] {"file:/a.png", height, width, channels, mode, bytes};
    }

    private Ended run(String pool, String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--input", folder.resolve("in").toString(),
                "--output", folder.resolve("out").toString(),
                "--pool", pool));
        options.addAll(Arrays.asList(more));
        return Ended.run(options.toArray(String[]::new));
    }

    /** Two pixels of three channels above each other become the larger of each channel; 200 is larger than 100 as uint8. */
    @Test
    void comeBackAsImages() throws IOException {
        write(image(2, 2, 3, 16, 1, 2, 3, 4, 5, 6, 200, 8, 9, 100, 11, 12), image(4, 2, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8));
        assertThat(run("max_pool2d(image, kernel_size=2)")).isEqualTo(new Ended(0, ""));
        List<Row> rows = spark.read()
                .parquet(folder.resolve("out").toString())
                .select("image.*")
                .collectAsList();
        assertThat(rows.get(0))
                .isEqualTo(RowFactory.create(
                        "file:/a.png", 1, 1, 3, 16, rows.get(0).get(5)));
        assertThat((byte[]) rows.get(0).get(5)).containsExactly(200, 11, 12);
        assertThat(rows.get(1))
                .isEqualTo(
                        RowFactory.create("file:/a.png", 2, 1, 1, 0, rows.get(1).get(5)));
        assertThat((byte[]) rows.get(1).get(5)).containsExactly(4, 8);
    }

    /** What an image came from may be unknown, which is no reason to leave it out. */
    @Test
    void anOriginMayBeNull() {
        Object[] image = image(2, 2, 1, 0, 1, 2, 3, 4);
        image[0] = null;
        write(image);
        assertThat(run("max_pool2d(image, kernel_size=2) AS small")).isEqualTo(new Ended(0, ""));
        assertThat(spark.read()
                        .parquet(folder.resolve("out").toString())
                        .select("image.origin", "image.height", "small.origin", "small.height")
                        .collectAsList())
                .containsExactly(RowFactory.create(null, 2, null, 1));
    }

    @Test
    void crossToArrow() throws IOException {
        write(image(2, 2, 1, 0, 1, 2, 3, 4));
        assertThat(run("max_pool2d(image, kernel_size=2)", "--format", "arrow")).isEqualTo(new Ended(0, ""));
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            Path file = files.filter(each -> each.toString().endsWith(".arrow"))
                    .findFirst()
                    .orElseThrow();
            Map<?, ?> image = (Map<?, ?>) ArrowJava.read(file).column("image").get(0);
            assertThat(String.valueOf(image.get("origin"))).isEqualTo("file:/a.png");
            assertThat(image.get("height")).isEqualTo(1);
            assertThat(image.get("mode")).isEqualTo(0);
            assertThat((byte[]) image.get("data")).containsExactly(4);
        }
    }

    @Test
    void whatIsNoImageIsRejectedWithTheReason() throws IOException {
        write(
                image(2, 2, 1, 0, 1, 2, 3, 4),
                image(-1, -1, -1, -1),
                image(2, 2, 3, 21, 1, 2, 3, 4),
                image(2, 2, 1, 0, 1, 2, 3),
                image(-2, 2, 1, 0, 1, 2, 3, 4));
        assertThat(run("max_pool2d(image, kernel_size=2)", "--on-bad-row", "reject", "--max-reject-fraction", "0.9"))
                .isEqualTo(new Ended(10, ""));
        assertThat(Files.readString(folder.resolve("out/_pooling/report.json")))
                .contains("its image is undefined (mode -1): Spark could not read it")
                .contains("its mode is 21 with 3 channels (0 with 1, 16 with 3 and 24 with 4 are known)")
                .contains("3 bytes for an image of 2x2x1 (4 expected)")
                .contains("-2x2x1 (sizes must not be negative)");
    }

    @Test
    void whatNoImageCanHoldIsRefusedBeforeAnythingRuns() {
        write(image(2, 2, 1, 0, 1, 2, 3, 4));
        Ended ended = run("max_pool2d(image, kernel_size=2, return_indices=true)");
        assertThat(ended.exitCode()).isEqualTo(30);
        assertThat(ended.message())
                .contains("Cannot store int64 1x1x1 (H,W,C) in column image: a Spark image is uint8,"
                        + " with 1, 3 or 4 channels last");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
