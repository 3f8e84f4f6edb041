package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.sparkpooling.cli.Ended;
import io.sparkpooling.job.TensorFile.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.sink.PrometheusServlet;
import org.apache.spark.metrics.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

class PoolingSourceTest {
    @TempDir
    Path folder;

    private Ended run(String output, Row... rows) throws IOException {
        Path input = TensorFile.write(folder.resolve(output + ".parquet"), List.of(1, 2, 2), List.of(rows));
        return Ended.run(
                "--input", input.toString(),
                "--output", folder.resolve(output).toString(),
                "--pool", "max_pool2d(map, kernel_size=2)",
                "--on-bad-row", "reject",
                "--max-reject-fraction", "1");
    }

    /** What Spark's own servlet answers to Prometheus, of the job's metrics alone. */
    private static List<String> scraped() {
        MetricsSystem metrics = SparkEnv.get().metricsSystem();
        List<Source> sources = CollectionConverters.asJava(metrics.getSourcesByName("pooling"));
        assertThat(sources).hasSize(1);
        MetricRegistry registry = new MetricRegistry();
        registry.register(
                "daily.driver." + sources.get(0).sourceName(), sources.get(0).metricRegistry());
        return new PrometheusServlet(new Properties(), registry)
                .getMetricsSnapshot()
                .lines()
                .filter(line -> line.contains("_Value"))
                .map(line -> line.replaceAll("\\{.*}", ""))
                .toList();
    }

    @Test
    void prometheusReadsTheCountsOfTheLastRun() throws IOException {
        assertThat(run("first", Row.of(0, 1, 2, 3, 4))).isEqualTo(new Ended(0, ""));
        assertThat(scraped()).contains("metrics_daily_driver_pooling_rows_pooled_Value 1");
        assertThat(run("second", Row.of(0, 1, 2, 3, 4), Row.of(1, 1, 2), Row.of(2, 1, 2, 3, 4)))
                .isEqualTo(new Ended(10, ""));
        long written = LocalSpark.dataFiles(folder.resolve("second")).stream()
                .mapToLong(file -> file.toFile().length())
                .sum();
        assertThat(scraped())
                .containsExactly(
                        "metrics_daily_driver_pooling_bytes_in_Value " + Files.size(folder.resolve("second.parquet")),
                        "metrics_daily_driver_pooling_bytes_out_Value " + written,
                        "metrics_daily_driver_pooling_rows_pooled_Value 2",
                        "metrics_daily_driver_pooling_rows_rejected_Value 1",
                        "metrics_daily_driver_pooling_units_finished_Value 1",
                        "metrics_daily_driver_pooling_units_total_Value 1");
    }
}
