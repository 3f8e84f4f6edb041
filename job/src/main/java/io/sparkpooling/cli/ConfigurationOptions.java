package io.sparkpooling.cli;

import io.sparkpooling.configuration.Given;
import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.configuration.Layers;
import io.sparkpooling.configuration.Setting;
import io.sparkpooling.configuration.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** An option for each {@linkplain Settings setting}, to be mixed into the commands that need a configuration. */
public final class ConfigurationOptions {
    private final List<Setting<?>> settings;
    private CommandSpec command;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "A YAML file with the same words, without dashes. conf/job.yaml shows and explains all of them.")
    private Optional<Path> config = Optional.empty();

    /** All settings. */
    public ConfigurationOptions() {
        this(Settings.all());
    }

    /** Some settings; in the file and in Spark's configuration the others can stand too. */
    ConfigurationOptions(List<Setting<?>> settings) {
        this.settings = settings;
    }

    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec mixee) {
        command = mixee;
        settings.forEach(setting -> mixee.addOption(option(setting)));
    }

    /** What was asked for: on the command line, in Spark's configuration, in the YAML file. */
    public JobConfiguration configuration() {
        return layers().configuration();
    }

    /** The same before it is complete, for commands that need a part of it. */
    public Layers layers() {
        Map<String, String> properties = System.getProperties().stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, System::getProperty));
        Optional<Path> yaml = config.or(() ->
                Optional.ofNullable(properties.get(Settings.CONFIG_SPARK_KEY)).map(Path::of));
        return Layers.of(given(), properties, yaml);
    }

    private Map<Setting<?>, Given> given() {
        Map<Setting<?>, Given> given = new LinkedHashMap<>();
        for (Setting<?> setting : settings) {
            List<String> values = command.findOption(setting.option()).originalStringValues();
            if (!values.isEmpty()) {
                given.put(setting, Given.onCommandLine(values));
            }
        }
        return given;
    }

    private static OptionSpec option(Setting<?> setting) {
        OptionSpec.Builder option = OptionSpec.builder(setting.option())
                .paramLabel(setting.placeholder())
                .description(description(setting));
        return switch (setting.kind()) {
            case ONE -> option.type(String.class).arity("1").build();
            case LIST, BY_COLUMN ->
                option.type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1..*")
                        .build();
            case FLAG ->
                option.type(String.class).arity("0..1").fallbackValue("true").build();
        };
    }

    private static String description(Setting<?> setting) {
        String text = setting.description();
        return setting.defaults().isEmpty() || setting.kind() == Setting.Kind.FLAG
                ? text
                : text + " Default: " + String.join(", ", setting.defaults()) + ".";
    }
}
