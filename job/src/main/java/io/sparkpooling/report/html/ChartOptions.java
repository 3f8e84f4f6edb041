package io.sparkpooling.report.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Options of a chart in the words of the library: what is always so as a literal, what depends on the report beside it. As JSON they hold
 * nothing that HTML could take for markup, only ASCII, and texts as {@link Markup} shows them; a number that does not exist is
 * {@code null}, where nothing is drawn.
 */
final class ChartOptions {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private final Map<String, Object> options;

    private ChartOptions(Map<String, Object> options) {
        this.options = options;
    }

    /** Those of our own literal, written as the library's documents do: {@code {type: 'bar', barWidth: 14}}. */
    static ChartOptions of(String literal) {
        try {
            return new ChartOptions(MAPPER.readValue(literal, new TypeReference<LinkedHashMap<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid options: " + e.getOriginalMessage(), e);
        }
    }

    /** Sets one of them: a text, a number, further options, or a list of these. */
    ChartOptions with(String key, Object value) {
        options.put(key, drawable(value));
        return this;
    }

    /** As text for a script element that is data. */
    String json() {
        try {
            return MAPPER.writeValueAsString(options)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a chart as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Object drawable(Object value) {
        if (value instanceof ChartOptions further) {
            return further.options;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(one -> copy.add(drawable(one)));
            return copy;
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? number : null;
        }
        return value instanceof String text ? Markup.visible(text) : value;
    }
}
