package io.sparkpooling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.history.EventLogFileReader;
import org.apache.spark.scheduler.ReplayListenerBus;
import org.apache.spark.status.AppStatusListener;
import org.apache.spark.status.AppStatusStore;
import org.apache.spark.status.ElementTrackingStore;
import org.apache.spark.status.api.v1.AccumulableInfo;
import org.apache.spark.status.api.v1.JobData;
import org.apache.spark.status.api.v1.StageData;
import org.apache.spark.util.kvstore.InMemoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** A run whose metrics go to a sink and whose events go to a log, as a cluster's administrators set it up. */
class MonitoringIT {
    private static final Path SAMPLE = Path.of("../data-samples/feature-maps.parquet");
    private static final Path METRICS = Path.of("../conf/metrics.properties");

    private final Map<String, String> before = new TreeMap<>();

    @TempDir
    Path folder;

    private void set(String key, String value) {
        before.put(key, System.getProperty(key, ""));
        System.setProperty(key, value);
    }

    @AfterEach
    void restore() {
        before.forEach((key, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, value);
            }
        });
    }

    @Test
    void theSinkGetsTheCountsAndTheHistoryServerShowsWhatWasDone() throws IOException {
        Path metrics = Files.createDirectory(folder.resolve("metrics"));
        Path events = Files.createDirectory(folder.resolve("events"));
        set("spark.ui.enabled", "false");
        set("spark.driver.bindAddress", "127.0.0.1");
        set("spark.driver.host", "127.0.0.1");
        set("spark.metrics.namespace", "daily");
        set("spark.metrics.conf", everythingOn(metrics).toString());
        set("spark.eventLog.enabled", "true");
        set("spark.eventLog.dir", events.toUri().toString());
        Ended ended = Ended.command(
                "run",
                "--master",
                "local[2]",
                "--input",
                SAMPLE.toString(),
                "--output",
                folder.resolve("out").toString(),
                "--pool",
                "max_pool2d(head, kernel_size=2)",
                "--target-file-size",
                "1");
        assertThat(ended.exitCode()).as(ended.message()).isZero();
        long written = written(folder.resolve("out"));
        assertThat(counts(metrics))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "units.total", 3L,
                        "units.finished", 3L,
                        "rows.pooled", 12L,
                        "rows.rejected", 0L,
                        "bytes.in", Files.size(SAMPLE),
                        "bytes.out", written));
        requireHistory(events, written);
    }

    /** The repository's file with all that it offers, into this folder. */
    private Path everythingOn(Path metrics) throws IOException {
        String text = Files.readString(METRICS)
                .replaceAll("(?m)^#\\*", "*")
                .replace("/tmp/spark-metrics", metrics.toString());
        assertThat(text).contains("\n*.sink.csv.directory=" + metrics).contains("\n*.sink.prometheusServlet.class");
        return Files.writeString(folder.resolve("metrics.properties"), text);
    }

    private static long written(Path output) throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** The last line of each of the job's CSV files. */
    private static Map<String, Long> counts(Path metrics) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        String prefix = "daily.driver.pooling.";
        try (Stream<Path> files = Files.list(metrics)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .toList()) {
                List<String> lines = Files.readAllLines(file);
                String name =
                        file.getFileName().toString().substring(prefix.length()).replace(".csv", "");
                counts.put(name, Long.parseLong(lines.get(lines.size() - 1).split(",")[1]));
            }
        }
        return counts;
    }

    private static void requireHistory(Path events, long written) throws IOException {
        AppStatusStore history = replayed(events);
        List<JobData> jobs = CollectionConverters.asJava(history.jobsList(List.of()));
        assertThat(jobs).hasSize(1);
        assertThat(jobs.get(0).description().get()).isEqualTo("pool 3 units");
        assertThat(jobs.get(0).jobGroup().get()).startsWith("spark-pooling-");
        List<StageData> stages =
                CollectionConverters.asJava(history.stageList(List.of(), false, false, new double[0], List.of()));
        assertThat(stages).hasSize(1);
        assertThat(stages.get(0).name()).isEqualTo("pool units");
        Map<String, String> counters = CollectionConverters.asJava(stages.get(0).accumulatorUpdates()).stream()
                .collect(Collectors.toMap(AccumulableInfo::name, AccumulableInfo::value));
        assertThat(counters)
                .containsEntry("units finished", "3")
                .containsEntry("rows pooled", "12")
                .containsEntry("rows rejected", "0")
                .containsEntry("stored bytes out", String.valueOf(written))
                .containsKey("stored bytes in");
    }

    /** As the History Server itself reads a log. */
    private static AppStatusStore replayed(Path events) throws IOException {
        SparkConf conf = new SparkConf(false);
        ElementTrackingStore store = new ElementTrackingStore(new InMemoryStore(), conf);
        ReplayListenerBus bus = new ReplayListenerBus();
        bus.addListener(new AppStatusListener(store, conf, false, Option.empty(), Option.empty()));
        FileSystem local = FileSystem.getLocal(new Configuration()).getRaw();
        for (Path log : logs(events)) {
            try (InputStream in = EventLogFileReader.openEventLog(new org.apache.hadoop.fs.Path(log.toUri()), local)) {
                assertThat(bus.replay(in, log.toString(), false, line -> true)).isTrue();
            }
        }
        return new AppStatusStore(store, Option.empty(), Option.empty());
    }

    private static List<Path> logs(Path events) throws IOException {
        try (Stream<Path> files = Files.walk(events)) {
            List<Path> logs = files.filter(file -> file.getFileName().toString().startsWith("events_"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
            assertThat(logs).isNotEmpty();
            return logs;
        }
    }
}
