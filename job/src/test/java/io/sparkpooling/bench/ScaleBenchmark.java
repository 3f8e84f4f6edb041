package io.sparkpooling.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the whole job, as a process of {@code scripts/pool}, grows with what it is given: cores, input, files. What is compared is
 * run in turn. {@code scripts/bench scale}.
 */
public final class ScaleBenchmark {
    private static final String EXPRESSION = "max_pool2d(maps, kernel_size=2)";
    private static final int ROWS_OF_FEW = 1000;

    private final PrintStream out;
    private final Options options;
    private final Path folder;
    private final Outcome outcome;

    private ScaleBenchmark(PrintStream out, Options options) throws IOException {
        this.out = out;
        this.options = options;
        this.folder = options.folder();
        this.outcome = new Outcome("scale: " + EXPRESSION, options);
    }

    /** {@code [--gigabytes N] [--files N] [--repetitions N] [--folder DIR] [--json FILE]}. */
    public static void main(String[] arguments) throws Exception {
        new ScaleBenchmark(System.out, Options.of(4, arguments)).run();
    }

    private void run() throws Exception {
        out.printf("Medians of %d processes. ", options.repetitions());
        Machine.facts().forEach((name, value) -> out.print(name + ": " + value + "; "));
        out.printf("%n%n%s%n", PoolSeries.header());
        PoolSeries start = small("start and one row", 1, 1, "run");
        measure(start);
        figure("first row pooled at the latest after, seconds", start.median(PoolSeries.Run::untilReport));
        cores(start.elapsed());
        input(start.elapsed());
        files(start.elapsed());
        outcome.write(options);
    }

    private void cores(double start) throws Exception {
        PoolSeries one = maps(options.gigabytes(), "local[1]");
        PoolSeries two = maps(options.gigabytes(), "local[2]");
        measure(one, two);
        figure("1 -> 2 cores, with the start", one.elapsed() / two.elapsed());
        figure("1 -> 2 cores, without it", (one.elapsed() - start) / (two.elapsed() - start));
        figure(
                "processor time of tasks, 2 cores / 1",
                two.median(PoolSeries.Run::tasks) / one.median(PoolSeries.Run::tasks));
        figure("JIT and GC, share of processor time at 1 core", besideTasks(one));
        figure("JIT and GC, share of processor time at 2 cores", besideTasks(two));
    }

    private static double besideTasks(PoolSeries series) {
        return series.median(run -> run.compilers() + run.collectors()) / series.processor();
    }

    private void input(double start) throws Exception {
        PoolSeries quarter = maps(options.gigabytes() / 4, "local[2]");
        PoolSeries whole = maps(options.gigabytes(), "local[2]");
        PoolSeries four = maps(options.gigabytes() * 4, "local[2]");
        measure(quarter, whole, four);
        figure(
                "peak memory, 16 times the input",
                four.median(PoolSeries.Run::peakMebibytes) / quarter.median(PoolSeries.Run::peakMebibytes));
        figure(
                "peak memory, 4 times the input",
                four.median(PoolSeries.Run::peakMebibytes) / whole.median(PoolSeries.Run::peakMebibytes));
        figure(
                "time for a GB, 16 times the input, without the start",
                (four.elapsed() - start) / four.gigabytes() / ((quarter.elapsed() - start) / quarter.gigabytes()));
    }

    private void files(double start) throws Exception {
        int count = options.files();
        int rows = Math.min(ROWS_OF_FEW, count);
        PoolSeries plan = small("plan of %d files of one row".formatted(count), count, 1, "plan");
        PoolSeries many = small("%d files of one row".formatted(count), count, 1, "run");
        PoolSeries few = small("%d files of %d rows".formatted(count / rows, rows), count / rows, rows, "run");
        measure(plan, many, few);
        figure("many files / few, with the start", many.elapsed() / few.elapsed());
        figure("many files / few, processor time", many.processor() / few.processor());
        figure("many files, without the start, seconds", many.elapsed() - start);
        figure("plan, without the start, seconds", plan.elapsed() - start);
    }

    /** Repetitions of all of them, in turn. */
    private void measure(PoolSeries... series) throws Exception {
        for (int repetition = 0; repetition < options.repetitions(); repetition++) {
            for (PoolSeries one : series) {
                one.measure();
            }
        }
        Arrays.stream(series).forEach(out::println);
        for (PoolSeries one : series) {
            one.keep(outcome);
        }
    }

    private void figure(String name, double number) {
        out.printf(Locale.ROOT, "    %-56s %6.2f%n", name, number);
        outcome.add(name, number);
    }

    private PoolSeries maps(double gigabytes, String master) throws IOException {
        List<Path> files = FeatureMaps.linked(folder, gigabytes);
        double actual = FeatureMaps.logicalBytes(files) / 1e9;
        return new PoolSeries(
                String.format(Locale.ROOT, "%.2f GB at %s", actual, master),
                actual,
                PoolProcess.of(folder, files, output(), EXPRESSION, master),
                output());
    }

    private PoolSeries small(String name, int files, int rows, String command) throws IOException {
        Files.createDirectories(folder);
        List<Path> input = List.of(SmallFiles.in(folder, files, rows));
        ProcessBuilder process = PoolProcess.of(
                folder,
                input,
                output(),
                EXPRESSION,
                "local[2]",
                "--shape",
                SmallFiles.SHAPE,
                "--dtype",
                SmallFiles.TYPE);
        process.command().set(1, command);
        return new PoolSeries(name, (double) files * rows * SmallFiles.ROW_BYTES / 1e9, process, output());
    }

    private Path output() {
        return folder.resolve("pooled");
    }
}
