package io.sparkpooling.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.UnknownName;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Settings among Spark's properties, {@code spark.pooling.save-mode=append}. spark-submit makes them system properties, so
 * nothing of Spark is needed to read them. Several values are a JSON list, {@code ["a", "b"]}: every other separator occurs in
 * paths and expressions.
 */
final class SparkSettings {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SparkSettings() {}

    static Map<Setting<?>, Given> read(Map<String, String> properties) {
        Map<Setting<?>, Given> settings = new LinkedHashMap<>();
        new TreeMap<>(properties).forEach((key, value) -> {
            if (key.startsWith(Setting.SPARK_PREFIX) && !key.equals(Settings.CONFIG_SPARK_KEY)) {
                settings.put(setting(key), new Given(key, values(key, value)));
            }
        });
        return settings;
    }

    private static Setting<?> setting(String key) {
        return Settings.all().stream()
                .filter(setting -> setting.sparkKey().equals(key))
                .findFirst()
                .orElseThrow(() -> UnknownName.of(
                        "key",
                        key,
                        Settings.all().stream().map(Setting::sparkKey).toList()));
    }

    private static List<String> values(String key, String value) {
        if (!value.startsWith("[")) {
            return List.of(value);
        }
        try {
            List<String> values = Arrays.asList(JSON.readValue(value, String[].class));
            if (values.stream().allMatch(Objects::nonNull)) {
                return values;
            }
            throw invalid(key, value);
        } catch (JsonProcessingException e) {
            throw invalid(key, value);
        }
    }

    private static InvalidArgumentException invalid(String key, String value) {
        return new InvalidArgumentException(
                "[%s] Invalid list: %s (must be a JSON list of strings)".formatted(key, value));
    }
}
