package io.sparkpooling.configuration;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.storage.Compression;
import io.sparkpooling.storage.Encoding;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.Serializable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that a job was asked for, complete and checked. Made by {@link Layers}; {@link Settings} explains each part. It
 * is serialized as the texts of its settings, which are stable where classes are not.
 *
 * @param input files and folders, as the user wrote them
 * @param output the folder of the new dataset
 * @param pool what is pooled, in the order of the command line; each writes a column of its own
 * @param format of the output files: {@code input}, {@code parquet} or {@code arrow}
 * @param hints what the user says about columns whose metadata do not
 * @param targetFileSize bytes
 * @param maxRejectFraction 0 to 1
 * @param price of a terabyte and month, in US dollars
 * @param master Spark's master, if the user named one
 */
public record JobConfiguration(
        List<String> input,
        String output,
        List<PoolingExpression> pool,
        String format,
        Compression compression,
        Encoding encoding,
        Map<String, ColumnHints> hints,
        long targetFileSize,
        SaveMode saveMode,
        OnBadRow onBadRow,
        double maxRejectFraction,
        double price,
        Optional<String> master,
        boolean dryRun)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public JobConfiguration {
        input = List.copyOf(input);
        pool = List.copyOf(pool);
        hints = Map.copyOf(hints);
        requireSomething("input", input);
        requireSomething("pool", pool);
        requireSomething("output", output.isBlank() ? List.of() : List.of(output));
        input.forEach(path -> requireSomething("input", path.isBlank() ? List.of() : List.of(path)));
        requireOwnColumns(pool);
    }

    /** Every setting with its values, under its word, in the order of the documents; settings without a value are left out. */
    public Map<String, List<String>> settings() {
        Map<String, List<String>> settings = new LinkedHashMap<>();
        for (Setting<?> setting : Settings.all()) {
            List<String> texts = setting.texts().apply(this);
            if (!texts.isEmpty()) {
                settings.put(setting.word(), texts);
            }
        }
        return settings;
    }

    /**
     * What output files depend on, as sorted lines {@code word=value}: two runs over the same input with equal lines write the
     * same bytes. Several values of one setting keep their order.
     */
    public String canonical() {
        return Settings.all().stream()
                .filter(Setting::changesBytes)
                .sorted((left, right) -> left.word().compareTo(right.word()))
                .flatMap(this::lines)
                .collect(Collectors.joining("\n"));
    }

    private Stream<String> lines(Setting<?> setting) {
        return setting.texts().apply(this).stream()
                .map(text -> setting.word() + "=" + text.replace("\\", "\\\\").replace("\n", "\\n"));
    }

    private static void requireSomething(String what, List<?> values) {
        if (values.isEmpty()) {
            throw new InvalidArgumentException("Invalid %s: nothing (must not be empty)".formatted(what));
        }
    }

    private static void requireOwnColumns(List<PoolingExpression> pool) {
        Set<String> columns = new HashSet<>();
        for (PoolingExpression expression : pool) {
            if (!columns.add(expression.outputColumn())) {
                throw new InvalidArgumentException(
                        "Invalid pool: %s (another expression writes column %s already; give it another name with AS)"
                                .formatted(expression, expression.outputColumn()));
            }
        }
    }

    private Object writeReplace() {
        return new Serialized(new LinkedHashMap<>(settings()));
    }

    private record Serialized(LinkedHashMap<String, List<String>> settings) implements Serializable {
        private Object readResolve() {
            return Layers.of(
                            Settings.all().stream()
                                    .filter(setting -> settings.containsKey(setting.word()))
                                    .collect(Collectors.toMap(
                                            setting -> setting,
                                            setting -> Given.onCommandLine(settings.get(setting.word())))),
                            Map.of(),
                            Optional.empty())
                    .configuration();
        }
    }
}
