package io.sparkpooling.convention;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * JSON in the metadata of extension types. It comes from the file, so it is read strictly and within bounds: integers are
 * integers, a key stands once, and neither length nor depth can exhaust anything.
 */
final class MetadataJson {
    private static final int LARGEST_LENGTH = 1 << 16;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNumberLength(32)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private MetadataJson() {}

    /**
     * The value that {@code json} holds.
     *
     * @throws InvalidArgumentException if it is malformed or beyond the bounds
     */
    static JsonNode parse(String json) {
        if (json.length() > LARGEST_LENGTH) {
            throw new InvalidArgumentException(
                    "Invalid metadata: %d characters (must be at most %d)".formatted(json.length(), LARGEST_LENGTH));
        }
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new InvalidArgumentException(
                    "Invalid metadata: %s (%s)".formatted(excerpt(json), malformed.getOriginalMessage()), malformed);
        }
    }

    /** The shape that an array of integers states. */
    static Shape shape(JsonNode array) {
        if (!array.isArray()) {
            throw new InvalidArgumentException("Invalid metadata: %s (must state a shape as an array of integers)"
                    .formatted(array.isMissingNode() ? "no shape" : excerpt(array.toString())));
        }
        List<Integer> sizes = entries(array, MetadataJson::integer);
        return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The integers of the array under {@code key}; none where there is no such key. */
    static List<Integer> integers(JsonNode object, String key) {
        return entries(array(object, key), MetadataJson::integer);
    }

    /** The strings of the array under {@code key}; none where there is no such key. */
    static List<String> texts(JsonNode object, String key) {
        return entries(array(object, key), MetadataJson::text);
    }

    /** A new, empty object. */
    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Adds the order and the names of axes as Arrow's tensor types have them; no key where there is nothing to say. */
    static void putAxes(ObjectNode object, TensorType type) {
        type.permutation().forEach(axis -> object.withArray("/permutation").add(axis));
        type.dimNames().forEach(name -> object.withArray("/dim_names").add(name));
    }

    /** A new array of a shape's sizes. */
    static ArrayNode array(Shape shape) {
        ArrayNode array = JSON.createArrayNode();
        for (int size : shape.toArray()) {
            array.add(size);
        }
        return array;
    }

    /** The array under {@code key}; a missing node where there is no such key. */
    static JsonNode array(JsonNode object, String key) {
        JsonNode array = object.path(key);
        if (!array.isMissingNode() && !array.isArray()) {
            throw new InvalidArgumentException(
                    "Invalid %s: %s (must be an array)".formatted(key, excerpt(array.toString())));
        }
        return array;
    }

    private static <T> List<T> entries(JsonNode array, Function<JsonNode, T> entry) {
        List<T> entries = new ArrayList<>();
        array.forEach(node -> entries.add(entry.apply(node)));
        return entries;
    }

    /** An integer of 32 bits. */
    static int integer(JsonNode entry) {
        if (!entry.isIntegralNumber() || !entry.canConvertToInt()) {
            throw new InvalidArgumentException(
                    "Invalid number: %s (must be an integer of 32 bits)".formatted(excerpt(entry.toString())));
        }
        return entry.intValue();
    }

    private static String text(JsonNode entry) {
        if (!entry.isTextual()) {
            throw new InvalidArgumentException(
                    "Invalid name: %s (must be a string)".formatted(excerpt(entry.toString())));
        }
        return entry.textValue();
    }

    private static String excerpt(String json) {
        return json.length() <= 80 ? json : json.substring(0, 80) + "...";
    }
}
