package io.sparkpooling.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.UnknownName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings in a YAML file: one mapping with the words of the command line. Read token by token, so that every message names
 * its line, every value is the text that was written ({@code 0.10}, {@code null}), and nothing in the file can name a class.
 */
final class YamlSettings {
    private final String name;
    private final YAMLParser yaml;
    private final Map<Setting<?>, Given> settings = new LinkedHashMap<>();

    private YamlSettings(String name, YAMLParser yaml) {
        this.name = name;
        this.yaml = yaml;
    }

    static Map<Setting<?>, Given> read(Path file) {
        String text = text(file);
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            return new YamlSettings(file.toString(), parser).read();
        } catch (JsonProcessingException e) {
            throw unreadable(file, e);
        } catch (IOException e) {
            throw new InvalidArgumentException("Cannot read configuration %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            String reason = Files.exists(file) ? e.toString() : "no such file";
            throw new InvalidArgumentException("Cannot read configuration %s: %s".formatted(file, reason), e);
        }
    }

    private Map<Setting<?>, Given> read() throws IOException {
        if (yaml.nextToken() == null) {
            return settings;
        }
        require(yaml.currentToken() == JsonToken.START_OBJECT, "must be a mapping of settings");
        while (next() == JsonToken.FIELD_NAME) {
            readSetting();
        }
        require(yaml.nextToken() == null, "must hold one document");
        return settings;
    }

    private void readSetting() throws IOException {
        Setting<?> setting = setting(yaml.currentName());
        String origin = place();
        require(!settings.containsKey(setting), setting + " is given twice");
        next();
        settings.put(setting, new Given(origin, values(setting)));
    }

    private Setting<?> setting(String word) {
        return Settings.all().stream()
                .filter(setting -> setting.word().equals(word))
                .findFirst()
                .orElseThrow(() -> atThisLine(UnknownName.of(
                        "setting",
                        word,
                        Settings.all().stream().map(Setting::word).toList())));
    }

    private List<String> values(Setting<?> setting) throws IOException {
        return switch (setting.kind()) {
            case ONE, FLAG -> List.of(scalar(setting));
            case LIST -> yaml.currentToken() == JsonToken.START_ARRAY ? list(setting) : List.of(scalar(setting));
            case BY_COLUMN -> mapping(setting);
        };
    }

    private List<String> list(Setting<?> setting) throws IOException {
        List<String> values = new ArrayList<>();
        while (next() != JsonToken.END_ARRAY) {
            values.add(scalar(setting));
        }
        return values;
    }

    private List<String> mapping(Setting<?> setting) throws IOException {
        require(
                yaml.currentToken() == JsonToken.START_OBJECT,
                setting + " must be a mapping from columns to values, such as {head: ...}");
        List<String> values = new ArrayList<>();
        while (next() != JsonToken.END_OBJECT) {
            String column = yaml.currentName();
            values.add(column + "="
                    + (next() == JsonToken.START_ARRAY ? String.join(",", list(setting)) : scalar(setting)));
        }
        return values;
    }

    private String scalar(Setting<?> setting) throws IOException {
        require(yaml.currentToken().isScalarValue(), setting + " must be " + form(setting));
        String text = yaml.getText();
        require(!text.isEmpty(), setting + " has no value");
        return text;
    }

    private static String form(Setting<?> setting) {
        return switch (setting.kind()) {
            case ONE, FLAG -> "one value";
            case LIST -> "a value or a list of values";
            case BY_COLUMN -> "a mapping from columns to values";
        };
    }

    /** The next token; anchors, aliases and tags are refused: a configuration means what it says where it says it. */
    private JsonToken next() throws IOException {
        JsonToken token = yaml.nextToken();
        require(
                !yaml.isCurrentAlias() && yaml.getObjectId() == null && yaml.getTypeId() == null,
                "anchors, aliases and tags are not read");
        return token;
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            throw atThisLine(new InvalidArgumentException("Invalid configuration: " + rule));
        }
    }

    private String place() {
        return "%s, line %d"
                .formatted(name, Math.max(1, yaml.currentTokenLocation().getLineNr()));
    }

    private InvalidArgumentException atThisLine(InvalidArgumentException e) {
        return new InvalidArgumentException("[%s] %s".formatted(place(), e.getMessage()), e);
    }

    private static InvalidArgumentException unreadable(Path file, JsonProcessingException e) {
        String reason = e.getOriginalMessage()
                .lines()
                .filter(line -> !line.startsWith(" "))
                .collect(Collectors.joining(", "));
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
        return new InvalidArgumentException("[%s, line %d] Cannot read YAML: %s".formatted(file, line, reason), e);
    }
}
