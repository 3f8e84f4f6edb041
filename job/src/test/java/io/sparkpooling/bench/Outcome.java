package io.sparkpooling.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark found, as {@code --json FILE} keeps it: the machine, the seed of the input, the repetitions, each series with
 * every single time and its spread, and the figures and ratios that were printed.
 */
final class Outcome {
    private final Map<String, Object> json = new LinkedHashMap<>();
    private final Map<String, Object> series = new LinkedHashMap<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();

    Outcome(String benchmark, Options options) throws IOException {
        json.put("benchmark", benchmark);
        json.putAll(Machine.facts());
        json.put("seed", FeatureMaps.SEED);
        json.put("repetitions", options.repetitions());
        json.put("gigabytes", options.gigabytes());
        json.put("series", series);
        json.put("figures", figures);
    }

    /** Keeps the times of one contestant: of the clock and of processors, in seconds. */
    void add(String name, double gigabytes, List<Double> elapsed, List<Double> processor) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("gigabytes", gigabytes);
        one.put("elapsedSeconds", spread(elapsed));
        one.put("processorSeconds", spread(processor));
        series.put(name.strip(), one);
    }

    /** Keeps one number or sentence. */
    void add(String name, Object figure) {
        figures.put(name.strip(), figure);
    }

    private static Map<String, Object> spread(List<Double> seconds) {
        Map<String, Object> spread = new LinkedHashMap<>();
        spread.put("least", Quartiles.of(seconds, 0));
        spread.put("lowerQuartile", Quartiles.of(seconds, 0.25));
        spread.put("median", Quartiles.of(seconds, 0.5));
        spread.put("upperQuartile", Quartiles.of(seconds, 0.75));
        spread.put("all", new ArrayList<>(seconds));
        return spread;
    }

    /** Writes all of it, where the options name a file. */
    void write(Options options) throws IOException {
        if (options.json().isPresent()) {
            Path file = options.json().get();
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
        }
    }
}
