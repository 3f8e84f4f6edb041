package io.sparkpooling.convention;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * The metadata of {@code arrow.fixed_shape_tensor}, such as {@code {"shape":[24,56,56],"dim_names":["C","H","W"]}}. Read as
 * strictly as Arrow's C++ reader does, and bounded, since it comes from the file; written compactly in C++'s order of keys.
 */
final class FixedShapeTensorJson {
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

    private FixedShapeTensorJson() {}

    /** The type that this JSON describes, for elements of {@code elementType}. */
    static TensorType read(String json, ElementType elementType) {
        JsonNode object = parse(json);
        if (!object.path("shape").isArray()) {
            throw new InvalidArgumentException("Invalid metadata: %s (must have a shape)".formatted(excerpt(json)));
        }
        List<Integer> sizes = entries(object, "shape", FixedShapeTensorJson::integer);
        Shape shape = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
        return new TensorType(
                elementType,
                shape,
                entries(object, "dim_names", FixedShapeTensorJson::text),
                entries(object, "permutation", FixedShapeTensorJson::integer));
    }

    /** The JSON of {@code type}. */
    static String write(TensorType type) {
        ObjectNode object = JSON.createObjectNode();
        for (int size : type.shape().toArray()) {
            object.withArray("/shape").add(size);
        }
        type.permutation().forEach(axis -> object.withArray("/permutation").add(axis));
        type.dimNames().forEach(name -> object.withArray("/dim_names").add(name));
        return object.toString();
    }

    private static JsonNode parse(String json) {
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

    private static <T> List<T> entries(JsonNode object, String key, Function<JsonNode, T> entry) {
        JsonNode array = object.path(key);
        if (!array.isMissingNode() && !array.isArray()) {
            throw new InvalidArgumentException(
                    "Invalid %s: %s (must be an array)".formatted(key, excerpt(array.toString())));
        }
        List<T> entries = new ArrayList<>();
        StreamSupport.stream(array.spliterator(), false).map(entry).forEach(entries::add);
        return entries;
    }

    private static int integer(JsonNode entry) {
        if (!entry.isIntegralNumber() || !entry.canConvertToInt()) {
            throw new InvalidArgumentException(
                    "Invalid number: %s (must be an integer of 32 bits)".formatted(excerpt(entry.toString())));
        }
        return entry.intValue();
    }

    private static String text(JsonNode entry) {
        if (!entry.isTextual()) {
            throw new InvalidArgumentException(
                    "Invalid dim_name: %s (must be a string)".formatted(excerpt(entry.toString())));
        }
        return entry.textValue();
    }

    private static String excerpt(String json) {
        return json.length() <= 80 ? json : json.substring(0, 80) + "...";
    }
}
