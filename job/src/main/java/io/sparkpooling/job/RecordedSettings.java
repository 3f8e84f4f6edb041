package io.sparkpooling.job;

import io.sparkpooling.configuration.Given;
import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.configuration.Layers;
import io.sparkpooling.configuration.Setting;
import io.sparkpooling.configuration.Settings;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration that a manifest records: what the bytes of its dataset depend on. Several values of one setting stand there in
 * one text, joined by {@code ", "}, which values can hold too; so the text is cut at the first such place that leaves a value
 * which can be read.
 */
final class RecordedSettings {
    private static final String JOINT = ", ";

    private RecordedSettings() {}

    /**
     * The configuration of the run that wrote these settings.
     *
     * @throws InvalidArgumentException if one of them cannot be read
     */
    static JobConfiguration read(Map<String, String> recorded) {
        Map<Setting<?>, Given> given = new LinkedHashMap<>();
        given.put(Settings.INPUT, Given.onCommandLine(List.of("recorded")));
        given.put(Settings.OUTPUT, Given.onCommandLine(List.of("recorded")));
        for (Setting<?> setting : Settings.all()) {
            if (recorded.containsKey(setting.word())) {
                given.put(setting, Given.onCommandLine(values(setting, recorded.get(setting.word()))));
            }
        }
        return Layers.of(given, Map.of(), Optional.empty()).configuration();
    }

    private static List<String> values(Setting<?> setting, String joined) {
        List<String> values = new ArrayList<>();
        String value = "";
        for (String piece : joined.split(JOINT, -1)) {
            value = value.isEmpty() ? piece : value + JOINT + piece;
            if (isReadable(setting, unescaped(value))) {
                values.add(unescaped(value));
                value = "";
            }
        }
        if (!value.isEmpty()) {
            values.add(unescaped(value));
        }
        return values;
    }

    private static boolean isReadable(Setting<?> setting, String value) {
        try {
            setting.parser().apply(List.of(value));
            return true;
        } catch (InvalidArgumentException e) {
            return false;
        }
    }

    private static String unescaped(String text) {
        return text.replaceAll("(?<!\\\\)((?:\\\\\\\\)*)\\\\n", "$1\n").replace("\\\\", "\\");
    }
}
