package io.sparkpooling.configuration;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What was said about a job, in all places where it can be said: command line, Spark's configuration, YAML file. A setting
 * takes all its values from the first of them that has it, and its default where none has.
 */
public final class Layers {
    private final List<Map<Setting<?>, Given>> strongestFirst;

    private Layers(List<Map<Setting<?>, Given>> strongestFirst) {
        this.strongestFirst = strongestFirst;
    }

    /** The layers of a run. {@code sparkProperties} may hold other keys than ours; those are left alone. */
    public static Layers of(
            Map<Setting<?>, Given> commandLine, Map<String, String> sparkProperties, Optional<Path> yaml) {
        return new Layers(List.of(
                commandLine,
                SparkSettings.read(sparkProperties),
                yaml.map(YamlSettings::read).orElse(Map.of())));
    }

    /** The configuration that they make. */
    public JobConfiguration configuration() {
        return new JobConfiguration(
                required(Settings.INPUT),
                required(Settings.OUTPUT),
                required(Settings.POOL),
                value(Settings.FORMAT),
                value(Settings.COMPRESSION),
                value(Settings.ENCODING),
                hints(),
                value(Settings.TARGET_FILE_SIZE),
                value(Settings.SAVE_MODE),
                value(Settings.ON_BAD_ROW),
                value(Settings.MAX_REJECT_FRACTION),
                value(Settings.PRICE),
                value(Settings.MASTER),
                value(Settings.DRY_RUN));
    }

    /** The value of one setting. */
    public <T> T value(Setting<T> setting) {
        return given(setting).orElse(new Given("", setting.defaults())).read(setting.parser());
    }

    /** What is said of columns. */
    public Map<String, ColumnHints> hints() {
        return Hints.of(value(Settings.LAYOUT), value(Settings.SHAPE), value(Settings.DTYPE));
    }

    /**
     * The value of a setting without which nothing can be done.
     *
     * @throws InvalidArgumentException if it was not given, with all places where it can be
     */
    public <T> T required(Setting<T> setting) {
        if (given(setting).isEmpty()) {
            throw new InvalidArgumentException("Missing %s: give %s %s, %s or %s in the YAML file"
                    .formatted(
                            setting.word(),
                            setting.option(),
                            setting.placeholder(),
                            setting.sparkKey(),
                            setting.word()));
        }
        return value(setting);
    }

    private Optional<Given> given(Setting<?> setting) {
        return strongestFirst.stream()
                .map(layer -> layer.get(setting))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
