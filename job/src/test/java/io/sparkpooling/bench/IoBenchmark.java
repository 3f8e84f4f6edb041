package io.sparkpooling.bench;

import io.sparkpooling.configuration.Given;
import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.configuration.Layers;
import io.sparkpooling.configuration.Setting;
import io.sparkpooling.configuration.Settings;
import io.sparkpooling.job.DatasetFiles;
import io.sparkpooling.job.PoolingJob;
import io.sparkpooling.job.Progress;
import io.sparkpooling.storage.BatchReader;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.StoredTensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The same tensors in each format, codec and encoding: how fast they are read, and pooled by the whole job at one core, beside what no
 * reader can leave out. Submitted by {@code scripts/bench io}.
 */
public final class IoBenchmark {
    private static final long BATCH_BYTES = 4L << 20;
    private static final String IDENTITY = "max_pool2d(maps, kernel_size=1)";
    private static final String POOLING = "max_pool2d(maps, kernel_size=2)";

    private final PrintStream out;
    private final Path folder;
    private final int repetitions;
    private final List<Path> input;
    private final JavaSparkContext spark;

    private IoBenchmark(PrintStream out, Options options, JavaSparkContext spark) throws IOException {
        this.out = out;
        this.folder = options.folder().resolve("io");
        this.repetitions = options.repetitions();
        this.spark = spark;
        this.input = FeatureMaps.in(options.folder().resolve("maps"), options.gigabytes());
    }

    /** {@code [--gigabytes N] [--repetitions N] [--folder DIR]}. */
    public static void main(String[] arguments) throws Exception {
        SparkConf conf = new SparkConf().set("spark.ui.enabled", "false").setAppName("bench");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            new IoBenchmark(System.out, Options.of(0.5, arguments), spark).run();
        }
    }

    private void run() throws Exception {
        out.printf(
                Locale.ROOT,
                "%s, 1 core, %d repetitions, medians of processor time, Java %s, load of the machine %.1f%n%n",
                POOLING,
                repetitions,
                Runtime.version(),
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        .getSystemLoadAverage());
        out.println(
                "| stored as | stored / plain | floor GB/s | read GB/s | floor / read | job GB/s | copy of the files / job |");
        out.println("|---|---|---|---|---|---|---|");
        for (IoVariant variant : IoVariant.all()) {
            measure(variant);
        }
    }

    private void measure(IoVariant variant) throws Exception {
        Path stored = folder.resolve(variant.folder());
        if (!Files.exists(stored)) {
            pool(input, stored, IDENTITY, variant);
        }
        List<Path> files = dataFiles(stored);
        long bytes = FeatureMaps.logicalBytes(input);
        IoFloor floor = new IoFloor(files);
        Series floors = new Series("floor", bytes);
        Series reads = new Series("read", bytes);
        Series jobs = new Series("job", bytes);
        Series copies = new Series("copy", bytes);
        Path pooled = folder.resolve("pooled");
        TaskTime taskTime = TaskTime.of(spark.sc());
        Folders.remove(pooled);
        pool(files, pooled, POOLING, variant);
        List<Path> output = dataFiles(pooled);
        for (int repetition = 0; repetition < repetitions; repetition++) {
            floors.measure(variant.isParquet() ? floor::decompressPages : floor::copyFiles);
            reads.measure(() -> read(files));
            copies.measure(() -> copyInputAndOutput(floor, output));
            Folders.remove(pooled);
            taskTime.take();
            pool(files, pooled, POOLING, variant);
            double seconds = taskTime.take();
            jobs.add(seconds, seconds);
        }
        out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
                variant,
                size(files) / (double) bytes,
                1 / floors.processor(),
                1 / reads.processor(),
                reads.processor() / floors.processor(),
                1 / jobs.processor(),
                copies.processor() / jobs.processor());
    }

    /** The bytes that the job reads, and those that it writes. */
    private static void copyInputAndOutput(IoFloor input, List<Path> output) throws IOException {
        input.copyFiles();
        new IoFloor(output).copyFiles();
    }

    private static void read(List<Path> files) throws IOException {
        for (Path path : files) {
            org.apache.hadoop.fs.Path hadoopPath = new org.apache.hadoop.fs.Path(path.toUri());
            try (DatasetFile file =
                    DatasetFiles.open(hadoopPath, Files.size(path), path.toString(), new Configuration())) {
                StoredTensor maps = file.columns(Map.of()).tensor("maps");
                try (BatchReader reader = file.read(0, file.ranges().size(), List.of(maps), BATCH_BYTES)) {
                    long rows = 0;
                    while (reader.advance()) {
                        rows += reader.batch().rows();
                    }
                    if (rows != file.rows()) {
                        throw new IllegalStateException("%d rows of %d".formatted(rows, file.rows()));
                    }
                }
            }
        }
    }

    private void pool(List<Path> files, Path output, String expression, IoVariant variant) throws IOException {
        Map<Setting<?>, Given> given = new HashMap<>();
        given.put(
                Settings.INPUT,
                Given.onCommandLine(files.stream().map(Path::toString).toList()));
        given.put(Settings.OUTPUT, Given.onCommandLine(List.of(output.toString())));
        given.put(Settings.POOL, Given.onCommandLine(List.of(expression)));
        given.put(Settings.FORMAT, Given.onCommandLine(List.of(variant.format())));
        given.put(Settings.COMPRESSION, Given.onCommandLine(List.of(variant.compression())));
        if (variant.isParquet()) {
            given.put(Settings.ENCODING, Given.onCommandLine(List.of(variant.encoding())));
        }
        JobConfiguration configuration =
                Layers.of(given, Map.of(), Optional.empty()).configuration();
        new PoolingJob(configuration, spark.hadoopConfiguration(), Progress.NONE).run(spark);
    }

    private static List<Path> dataFiles(Path dataset) throws IOException {
        try (Stream<Path> files = Files.walk(dataset)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith("part-"))
                    .filter(file -> !file.startsWith(dataset.resolve("_pooling")))
                    .sorted()
                    .toList();
        }
    }

    private static long size(List<Path> files) throws IOException {
        long size = 0;
        for (Path file : files) {
            size += Files.size(file);
        }
        return size;
    }
}
