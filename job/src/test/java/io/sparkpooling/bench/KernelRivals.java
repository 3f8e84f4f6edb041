package io.sparkpooling.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkpooling.parity.OnnxRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.global.torch;

/**
 * Our kernels beside those of libtorch and ONNX Runtime, on one thread of one JVM: {@code scripts/bench kernels [PATTERN]
 * [--repetitions N] [--seed N] [--json FILE]}. Times are the processor time of that thread.
 */
final class KernelRivals {
    private final Pattern pattern;
    private final int repetitions;
    private final long seed;

    private KernelRivals(Map<String, String> options) {
        this.pattern = Pattern.compile(options.getOrDefault("pattern", ""));
        this.repetitions = Integer.parseInt(options.getOrDefault("--repetitions", "21"));
        this.seed = Long.parseLong(options.getOrDefault("--seed", "1"));
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = options(List.of(arguments));
        torch.set_num_threads(1);
        KernelRivals rivals = new KernelRivals(options);
        InferenceMode inference = new InferenceMode(true);
        List<KernelComparison> comparisons = rivals.compare();
        if (options.containsKey("--json")) {
            rivals.write(comparisons, Path.of(options.get("--json")));
        }
        inference.close();
    }

    private static Map<String, String> options(List<String> words) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (List.of("--json", "--seed", "--repetitions").contains(word) && i + 1 < words.size()) {
                options.put(word, words.get(++i));
            } else if (word.startsWith("--")) {
                throw new IllegalArgumentException(
                        "Invalid option: %s (--json FILE, --seed N, --repetitions N)".formatted(word));
            } else {
                options.put("pattern", word);
            }
        }
        return options;
    }

    private List<KernelComparison> compare() throws Exception {
        machine().forEach((name, value) -> System.out.println(name + ": " + value));
        System.out.println();
        System.out.println(header());
        List<KernelComparison> comparisons = new ArrayList<>();
        for (KernelWorkload workload : KernelWorkload.all()) {
            if (pattern.matcher(workload.toString()).find()) {
                KernelComparison comparison = KernelComparison.of(workload, seed, repetitions);
                comparisons.add(comparison);
                System.out.println(line(comparison));
            }
        }
        long lost = comparisons.stream().filter(one -> one.overBestRival() < 1).count();
        System.out.printf("%nlost to the best rival: %d of %d%n", lost, comparisons.size());
        return comparisons;
    }

    private Map<String, Object> machine() throws IOException {
        Map<String, Object> machine = new LinkedHashMap<>(Machine.facts());
        machine.put("vectors", torch.get_cpu_capability().getString());
        machine.put(
                "rivals",
                "libtorch " + Loader.getVersion("org.bytedeco", "pytorch") + ", ONNX Runtime "
                        + OnnxRuntime.environment().getVersion() + ", one thread each");
        machine.put("seed", seed);
        machine.put("repetitions", repetitions);
        return machine;
    }

    private static String header() {
        String rivals = String.join(" | ", KernelComparison.rivalNames());
        return "| workload | ours, µs | spread | arraycopy / ours | " + rivals
                + " | best rival / ours | by the clock | |\n|---|---|---|---|"
                + "---|".repeat(KernelComparison.rivalNames().size()) + "---|---|---|";
    }

    private static String line(KernelComparison comparison) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "| %s | %s | %.0f %% | %.0f %% |",
                comparison.workload(),
                microseconds(comparison.ours().median()),
                comparison.ours().spread() * 100,
                comparison.overCopy() * 100));
        for (String rival : KernelComparison.rivalNames()) {
            line.append(' ')
                    .append(comparison
                            .rival(rival)
                            .map(times -> microseconds(times.median()))
                            .orElse("-"))
                    .append(" |");
        }
        return line.append(String.format(
                        Locale.ROOT,
                        " %.2f | %.2f | %s |",
                        comparison.overBestRival(),
                        comparison.overBestRivalByTheClock(),
                        comparison.overBestRival() < 1 ? "lost" : ""))
                .toString();
    }

    private static String microseconds(double nanoseconds) {
        return String.format(Locale.ROOT, nanoseconds < 1e5 ? "%.1f" : "%.0f", nanoseconds / 1e3);
    }

    private void write(List<KernelComparison> comparisons, Path file) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>(machine());
        json.put("workloads", comparisons.stream().map(KernelRivals::json).toList());
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
    }

    private static Map<String, Object> json(KernelComparison comparison) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("workload", comparison.workload().toString());
        json.put("expression", comparison.workload().expression());
        json.put("kernel", comparison.kernel());
        json.put(
                "inputBytes",
                comparison.workload().input().bytes() * comparison.workload().rows());
        json.put("bestRivalOverOurs", comparison.overBestRival());
        json.put("arraycopyOverOurs", comparison.overCopy());
        json.put("differences", comparison.differences());
        json.put("refusals", comparison.refusals());
        List<KernelTimes> all = new ArrayList<>(List.of(comparison.ours(), comparison.copy()));
        all.addAll(comparison.rivals());
        all.forEach(times -> json.put(
                times.name(),
                Map.of("processorNanoseconds", times.processor(), "elapsedNanoseconds", times.elapsed())));
        return json;
    }
}
