package io.sparkpooling.bench;

import io.sparkpooling.configuration.Given;
import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.configuration.Layers;
import io.sparkpooling.configuration.Settings;
import io.sparkpooling.job.PoolingJob;
import io.sparkpooling.job.Progress;
import io.sparkpooling.report.ReportText;
import io.sparkpooling.report.RunReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The whole job at one core against its floor and against a boxed UDF in Spark, on the same files in one run, repetitions
 * interleaved. Submitted by {@code scripts/bench job}, so that the job runs in the JVM that a user's job runs in; a process of
 * its own, with Spark's start and cold code, is measured beside it.
 */
public final class JobBenchmark {
    private static final int ZSTD_LEVEL = 1;
    private static final String EXPRESSION = "max_pool2d(maps, kernel_size=2)";
    /** The UDF is so slow that it gets a part of the files. */
    private static final int FILES_OF_UDF = 1;

    private final PrintStream out;
    private final Path folder;
    private final Options options;
    private final Outcome outcome;
    private final List<Path> input;
    private long taskMillis;

    private JobBenchmark(PrintStream out, Options options) throws IOException {
        this.out = out;
        this.folder = options.folder();
        this.options = options;
        this.outcome = new Outcome("job: %s, zstd level %d".formatted(EXPRESSION, ZSTD_LEVEL), options);
        out.println("Writing the input, where it is missing ...");
        this.input = FeatureMaps.in(folder.resolve("maps"), options.gigabytes());
    }

    /** {@code [--gigabytes N] [--repetitions N] [--folder DIR] [--json FILE]}. */
    public static void main(String[] arguments) throws Exception {
        JobBenchmark benchmark = new JobBenchmark(System.out, Options.of(1.2, arguments));
        SparkConf conf = new SparkConf().set("spark.ui.enabled", "false").setAppName("bench");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            benchmark.run(spark);
        }
    }

    private void run(JavaSparkContext spark) throws Exception {
        long bytes = FeatureMaps.logicalBytes(input);
        List<Path> inputOfUdf = input.subList(0, FILES_OF_UDF);
        SparkSession session = SparkSession.builder().sparkContext(spark.sc()).getOrCreate();
        BoxedUdf.register(session);
        RunReport report = runJob(spark);
        out.print(ReportText.of(report));
        CodecFloor floor = CodecFloor.between(input, dataFiles(), ZSTD_LEVEL);

        Series floors = new Series("floor: codecs and copies", bytes);
        Series reads = new Series("  of which reading", bytes);
        Series jobs = new Series("job, in a running Spark", bytes);
        Series tasks = new Series("  of which its tasks", bytes);
        Series processes = new Series("job, scripts/pool to its exit", bytes);
        Series udfs = new Series("Spark with a boxed UDF", FeatureMaps.logicalBytes(inputOfUdf));
        TaskTime taskTime = TaskTime.of(spark.sc());
        floor.run(folder.resolve("floor"));
        List<PythonSeries> scripts = scripts(bytes);
        for (int repetition = 0; repetition < options.repetitions(); repetition++) {
            floors.measure(() -> floor.run(folder.resolve("floor")));
            reads.measure(floor::read);
            Folders.remove(output());
            taskTime.take();
            jobs.measure(() -> taskMillis = runJob(spark).time().taskMillis());
            tasks.add(taskMillis / 1000.0, taskTime.take().processorSeconds());
            Folders.remove(output());
            processes.measure(this::runProcess);
            udfs.measure(() -> BoxedUdf.run(session, inputOfUdf, folder.resolve("udf"), ZSTD_LEVEL));
            for (PythonSeries script : scripts) {
                script.measure(input, folder.resolve("rival"));
            }
        }
        head();
        print(List.of(floors, reads, jobs, tasks, processes, udfs));
        scripts.forEach(script -> print(script.all()));
        out.println();
        ratio("job / floor", jobs, floors);
        ratio("tasks of the job / floor", tasks, floors);
        ratio("job with its start / floor", processes, floors);
        ratio("Spark UDF / job", udfs, jobs);
        ratio("Spark UDF / job with its start", udfs, processes);
        for (PythonSeries script : scripts) {
            ratio(script + " / job", script.work(), jobs);
            ratio(script + ", both with start", script.process(), processes);
        }
        outcome.write(options);
    }

    /** The rivals in Python, whose answers are ours, bit by bit; none where Python cannot run them. */
    private List<PythonSeries> scripts(long bytes) throws IOException, InterruptedException {
        Optional<String> refusal = PythonRival.refusal();
        if (refusal.isPresent()) {
            out.println(refusal.get());
            outcome.add("pyarrow + torch", refusal.get());
            return List.of();
        }
        Folders.remove(folder.resolve("rival"));
        String versions =
                new PythonRival(1).pool(input, folder.resolve("rival")).versions();
        String equal = PythonRival.compare(folder.resolve("rival"), output());
        out.printf("%n%s beside us: %s%n", versions, equal);
        outcome.add("pyarrow + torch", versions + ": " + equal);
        return List.of(new PythonSeries(new PythonRival(1), bytes), new PythonSeries(new PythonRival(0), bytes));
    }

    private void ratio(String name, Series one, Series other) {
        double byTheClock = one.elapsed() / other.elapsed();
        double byProcessors = one.processor() / other.processor();
        out.printf(Locale.ROOT, "%-50s %5.2f by the clock, %5.2f by processor time%n", name, byTheClock, byProcessors);
        outcome.add(name, Map.of("elapsed", byTheClock, "processor", byProcessors));
    }

    private void head() {
        out.printf(
                Locale.ROOT,
                "%n%s, zstd level %d, %d repetitions, Java %s, load of the machine %.1f%n%n",
                EXPRESSION,
                ZSTD_LEVEL,
                options.repetitions(),
                Runtime.version(),
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        .getSystemLoadAverage());
    }

    private void print(List<Series> series) {
        series.forEach(one -> {
            out.println(one);
            one.keep(outcome);
        });
    }

    private RunReport runJob(JavaSparkContext spark) throws IOException {
        Folders.remove(output());
        JobConfiguration configuration = Layers.of(
                        Map.of(
                                Settings.INPUT,
                                Given.onCommandLine(
                                        input.stream().map(Path::toString).toList()),
                                Settings.OUTPUT,
                                Given.onCommandLine(List.of(output().toString())),
                                Settings.POOL,
                                Given.onCommandLine(List.of(EXPRESSION)),
                                Settings.COMPRESSION,
                                Given.onCommandLine(List.of("zstd:" + ZSTD_LEVEL))),
                        Map.of(),
                        Optional.empty())
                .configuration();
        return new PoolingJob(configuration, spark.hadoopConfiguration(), Progress.NONE)
                .run(spark)
                .report();
    }

    private void runProcess() throws IOException, InterruptedException {
        int code = PoolProcess.of(folder, input, output(), EXPRESSION, "local[1]")
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("scripts/pool ended with exit code " + code);
        }
    }

    private Path output() {
        return folder.resolve("pooled");
    }

    private List<Path> dataFiles() throws IOException {
        try (Stream<Path> files = Files.walk(output())) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> !file.startsWith(output().resolve("_pooling")))
                    .sorted()
                    .toList();
        }
    }
}
