package io.sparkpooling.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the kernel counts of a JVM while it runs, asked ten times a second: the most that was ever resident, and the processor time
 * of each thread, whose name says whether it compiles, collects garbage or works on a task.
 */
final class ProcessWatch {
    private static final Pattern HIGH_WATER = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final double CLOCK_TICKS = 100;
    private static final int MILLIS_BETWEEN_QUESTIONS = 100;

    private final Path folder;
    private final Map<String, ThreadTicks> threads = new HashMap<>();
    private long peakKilobytes;

    /** What a thread is called, as far as the kernel knows, and its processor time. Spark's change their names. */
    private record ThreadTicks(String name, long ticks) {}

    private ProcessWatch(Process process) {
        this.folder = Path.of("/proc", Long.toString(process.pid()));
    }

    /** Watches {@code process} until it ends. */
    static ProcessWatch untilTheEndOf(Process process) throws IOException, InterruptedException {
        ProcessWatch watch = new ProcessWatch(process);
        while (process.isAlive()) {
            watch.ask();
            Thread.sleep(MILLIS_BETWEEN_QUESTIONS);
        }
        return watch;
    }

    private void ask() throws IOException {
        Matcher highWater = HIGH_WATER.matcher(text(folder.resolve("status")));
        if (highWater.find()) {
            peakKilobytes = Math.max(peakKilobytes, Long.parseLong(highWater.group(1)));
        }
        if (!Files.isDirectory(folder.resolve("task"))) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder.resolve("task"))) {
            for (Path thread : folders) {
                note(thread.getFileName().toString(), text(thread.resolve("stat")));
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            return; // The process has ended meanwhile.
        }
    }

    private void note(String thread, String stat) {
        int nameEnds = stat.lastIndexOf(')');
        if (nameEnds > 0) {
            String[] fields = stat.substring(nameEnds + 2).split(" ");
            String name = stat.substring(stat.indexOf('(') + 1, nameEnds);
            threads.put(thread, new ThreadTicks(name, Long.parseLong(fields[11]) + Long.parseLong(fields[12])));
        }
    }

    /** Nothing where the process, or the thread, has ended between the question and the answer. */
    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    /** The most that the process had resident. */
    long peakKilobytes() {
        return peakKilobytes;
    }

    /** The processor time of the JIT's threads, in seconds. */
    double compilers() {
        return seconds("C1 Compiler", "C2 Compiler");
    }

    /** The processor time of the garbage collector's threads, in seconds. */
    double collectors() {
        return seconds("GC Thread", "G1 ", "VM Thread");
    }

    /** The processor time of Spark's task threads, in seconds. */
    double tasks() {
        return seconds("Executor task");
    }

    private double seconds(String... beginnings) {
        long sum = 0;
        for (ThreadTicks thread : threads.values()) {
            sum += Stream.of(beginnings).anyMatch(thread.name()::startsWith) ? thread.ticks() : 0;
        }
        return sum / CLOCK_TICKS;
    }
}
