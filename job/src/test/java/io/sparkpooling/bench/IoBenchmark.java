package io.sparkpooling.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The same maps in each convention, format, codec and encoding: how fast they are read, and pooled by the whole job at one core, beside
 * what no reader can leave out, and beside copying the files. Submitted by {@code scripts/bench io}.
 */
public final class IoBenchmark {
    private final PrintStream out;
    private final Options options;
    private final JavaSparkContext spark;
    private final IoJob job;
    private final Path folder;
    private final Outcome outcome;

    private IoBenchmark(PrintStream out, Options options, JavaSparkContext spark) throws IOException {
        this.out = out;
        this.options = options;
        this.spark = spark;
        this.job = new IoJob(spark);
        this.folder = options.folder().resolve("io");
        this.outcome = new Outcome("io: " + IoJob.POOLING, options);
    }

    /** {@code [--gigabytes N] [--repetitions N] [--folder DIR] [--only PATTERN] [--json FILE]}. */
    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(0.5, arguments);
        SparkConf conf = new SparkConf().set("spark.ui.enabled", "false").setAppName("bench");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            new IoBenchmark(System.out, options, spark).run();
        }
    }

    private void run() throws Exception {
        Machine.facts().forEach((name, value) -> out.println(name + ": " + value));
        out.printf("%s, one core, %d repetitions%n%n", IoJob.POOLING, options.repetitions());
        out.println(IoResult.HEADER);
        for (IoCase form : new IoCases(options, job).all()) {
            if (options.only().matcher(form.toString()).find()) {
                IoResult result = measure(form);
                out.println(result.line());
                outcome.add(form.toString(), result.json());
            }
        }
        outcome.write(options);
    }

    private IoResult measure(IoCase form) throws Exception {
        List<Path> files = form.stored().files();
        Series floors = new Series(form + ": decompress and copy", form.bytes());
        Series reads = new Series(form + ": read", form.bytes());
        Series jobs = new Series(form + ": job", form.bytes());
        Series memoryCopies = new Series(form + ": copy in memory", form.bytes());
        Series fileCopies = new Series(form + ": copy of the files", form.bytes());
        Path pooled = folder.resolve("pooled");
        TaskTime taskTime = TaskTime.of(spark.sc());
        Folders.remove(pooled);
        job.pool(files, pooled, form);
        List<Path> output = IoJob.dataFiles(pooled);
        IoFloor floor = new IoFloor(files);
        for (int repetition = 0; repetition < options.repetitions(); repetition++) {
            floors.measure(form.variant().isParquet() ? floor::decompressPages : floor::decompressBuffers);
            reads.measure(() -> read(files, form));
            memoryCopies.measure(() -> {
                floor.copyInMemory();
                new IoFloor(output).copyInMemory();
            });
            fileCopies.measure(() -> floor.copyFiles(folder.resolve("copies")));
            Folders.remove(folder.resolve("copies"));
            Folders.remove(pooled);
            taskTime.take();
            job.pool(files, pooled, form);
            TaskTime.Taken taken = taskTime.take();
            jobs.add(taken.elapsedSeconds(), taken.processorSeconds());
        }
        Folders.remove(pooled);
        for (Series series : List.of(floors, reads, memoryCopies, fileCopies, jobs)) {
            series.keep(outcome);
        }
        return new IoResult(
                form,
                size(files) / (double) form.bytes(),
                floors.processor(),
                reads.processor(),
                jobs.processor(),
                memoryCopies.processor(),
                jobs.elapsed(),
                fileCopies.elapsed());
    }

    private static void read(List<Path> files, IoCase form) throws IOException {
        for (Path file : files) {
            IoReading.read(file, form.hints(), batch -> {});
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
