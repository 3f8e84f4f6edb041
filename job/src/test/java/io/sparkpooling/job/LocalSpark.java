package io.sparkpooling.job;

import io.sparkpooling.configuration.Given;
import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.configuration.Layers;
import io.sparkpooling.configuration.Setting;
import io.sparkpooling.configuration.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Runs the job inside the test's JVM, on one Spark context that all tests share; failed tasks are tried once more. */
public final class LocalSpark {
    private static final JavaSparkContext SPARK = new JavaSparkContext(new SparkConf()
            .setMaster("local[2,2]")
            .setAppName("spark-pooling tests")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.driver.host", "127.0.0.1"));

    private LocalSpark() {}

    /** The shared context. */
    public static JavaSparkContext context() {
        return SPARK;
    }

    /** Runs the job with these options of the command line. */
    public static RunResult run(String... options) throws IOException {
        return new PoolingJob(configuration(options), SPARK.hadoopConfiguration(), Progress.NONE).run(SPARK);
    }

    /** The configuration of these options: names with two dashes, each followed by its value. */
    public static JobConfiguration configuration(String... options) {
        Map<Setting<?>, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            String option = options[i];
            Setting<?> setting = Settings.all().stream()
                    .filter(each -> each.option().equals(option))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(option));
            values.computeIfAbsent(setting, any -> new ArrayList<>()).add(options[i + 1]);
        }
        Map<Setting<?>, Given> given = new LinkedHashMap<>();
        values.forEach((setting, texts) -> given.put(setting, Given.onCommandLine(texts)));
        return Layers.of(given, Map.of(), Optional.empty()).configuration();
    }

    /** The data files of a dataset, in the order of their paths. */
    public static List<Path> dataFiles(Path output) throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".parquet"))
                    .filter(file -> !output.relativize(file).startsWith("_pooling"))
                    .sorted()
                    .toList();
        }
    }
}
