package io.sparkpooling.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the whole job, as a process of {@code scripts/pool}, grows with what it is given: cores, input, files. {@code scripts/bench scale}.
 */
public final class ScaleBenchmark {
    private static final String EXPRESSION = "max_pool2d(maps, kernel_size=2)";
    private static final int MANY_FILES = 10_000;
    private static final int FEW_FILES = 10;

    private final PrintStream out;
    private final Options options;
    private final Path folder;

    private ScaleBenchmark(PrintStream out, Options options) {
        this.out = out;
        this.options = options;
        this.folder = options.folder();
    }

    /** {@code [--gigabytes N] [--repetitions N] [--folder DIR]}. */
    public static void main(String[] arguments) throws Exception {
        new ScaleBenchmark(System.out, Options.of(4, arguments)).run();
    }

    private void run() throws Exception {
        out.printf(
                Locale.ROOT,
                "medians of %d processes by the clock, Java %s, load of the machine %.1f%n%n",
                options.repetitions(),
                Runtime.version(),
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        .getSystemLoadAverage());
        List<Path> maps = FeatureMaps.in(folder.resolve("maps"), options.gigabytes());
        List<Path> quarter = maps.subList(0, Math.max(1, maps.size() / 4));
        double start = seconds("start and one row", single(), "local[2]", "run");
        double one = seconds("%.2f GB at local[1]".formatted(gigabytes(maps)), maps, "local[1]", "run");
        double two = seconds("%.2f GB at local[2]".formatted(gigabytes(maps)), maps, "local[2]", "run");
        double less = seconds("%.2f GB at local[2]".formatted(gigabytes(quarter)), quarter, "local[2]", "run");
        line("1 -> 2 cores, with the start", one / two);
        line("1 -> 2 cores, without it", (one - start) / (two - start));
        line(
                "time for each GB, all over a quarter, without the start",
                (two - start) / gigabytes(maps) / ((less - start) / gigabytes(quarter)));
        double plan = seconds("plan of %d files".formatted(MANY_FILES), many(), "local[2]", "plan");
        double many = seconds("%d files of one row".formatted(MANY_FILES), many(), "local[2]", "run");
        double few = seconds("%d files of the same rows".formatted(FEW_FILES), few(), "local[2]", "run");
        line("many files / few, with the start", many / few);
        line("many files / few, without it", (many - start) / (few - start));
        out.printf(Locale.ROOT, "plan without the start: %.1f s%n", plan - start);
    }

    private static double gigabytes(List<Path> files) {
        return FeatureMaps.logicalBytes(files) / 1e9;
    }

    private List<Path> single() throws IOException {
        return List.of(SmallFiles.in(folder, 1, 1));
    }

    private List<Path> many() throws IOException {
        return List.of(SmallFiles.in(folder, MANY_FILES, 1));
    }

    private List<Path> few() throws IOException {
        return List.of(SmallFiles.in(folder, FEW_FILES, MANY_FILES / FEW_FILES));
    }

    private void line(String name, double ratio) {
        out.printf(Locale.ROOT, "%-56s %6.2f%n", name, ratio);
    }

    private double seconds(String name, List<Path> input, String master, String command) throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (int repetition = 0; repetition < options.repetitions(); repetition++) {
            Path output = folder.resolve("pooled");
            Folders.remove(output);
            boolean raw = Files.isDirectory(input.get(0));
            String[] more =
                    raw ? new String[] {"--shape", SmallFiles.SHAPE, "--dtype", SmallFiles.TYPE} : new String[0];
            ProcessBuilder process = PoolProcess.of(folder, input, output, EXPRESSION, master, more);
            process.command().set(1, command);
            long start = System.nanoTime();
            int code = process.start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(
                        "scripts/pool ended with exit code %d, see %s".formatted(code, folder.resolve("pool.log")));
            }
            seconds.add((System.nanoTime() - start) / 1e9);
        }
        double median = seconds.stream().sorted().toList().get(seconds.size() / 2);
        out.printf(Locale.ROOT, "%-56s %6.1f s%n", name, median);
        return median;
    }
}
