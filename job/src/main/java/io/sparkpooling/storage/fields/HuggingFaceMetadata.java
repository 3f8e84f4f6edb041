package io.sparkpooling.storage.fields;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The features of a dataset that Hugging Face {@code datasets} wrote: {@code {"info": {"features": {"a": {"shape": [6, 16,
 * 16], "dtype": "float32", "_type": "Array3D"}}}}}. Arrays get their new shape, and what no array feature
 * can hold becomes lists; where another kind of feature was pooled the whole is given up, since a feature that contradicts its column cannot be loaded.
 */
public final class HuggingFaceMetadata {
    /** The footer key. */
    public static final String KEY = "huggingface";

    private static final Set<String> LISTS = Set.of("Sequence", "List", "LargeList");

    /** A tree of more would take hundreds of megabytes. */
    private static final int MOST_TOKENS = 1_000_000;

    private static final ObjectMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxTokenCount(MOST_TOKENS)
                    .build())
            .build());

    private HuggingFaceMetadata() {}

    /** The JSON with the pooled columns; empty where it cannot describe them. */
    public static Optional<String> rewrite(
            String json, List<PooledColumn> pooled, Function<PooledColumn, Optional<Lists>> lists) {
        try {
            JsonNode metadata = JSON.readTree(json);
            boolean done = metadata.path("info").path("features") instanceof ObjectNode features
                    && pooled.stream().allMatch(column -> lists.apply(column)
                            .filter(stored -> put(features, column, stored))
                            .isPresent());
            return done ? Optional.of(metadata.toString()) : Optional.empty();
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    /** Whether the column could be described. */
    private static boolean put(ObjectNode features, PooledColumn column, Lists stored) {
        JsonNode source = features.path(column.source().name());
        boolean isArray = source.path("_type").asText().matches("Array[2-5]D");
        int rank = column.type().shape().rank();
        if (isArray && rank >= 2 && rank <= 5 && stored.depth() == rank) {
            features.set(column.name(), array((ObjectNode) source, column.type()));
            return true;
        }
        boolean isList = isArray
                || source.isArray()
                || LISTS.contains(source.path("_type").asText());
        if (isList) {
            String kind = source.path("_type").asText().equals("List") ? "List" : "Sequence";
            features.set(column.name(), list(stored, 0, kind));
        }
        return isList;
    }

    private static ObjectNode array(ObjectNode source, TensorType type) {
        ObjectNode feature = source.deepCopy();
        feature.putArray("shape");
        for (int size : type.shape().toArray()) {
            feature.withArray("/shape").add(size);
        }
        return feature.put("dtype", type.elementType().word())
                .put("_type", "Array%dD".formatted(type.shape().rank()));
    }

    /** The library before version 4 knows no {@code List}; all versions read {@code Sequence}. */
    private static ObjectNode list(Lists stored, int level, String kind) {
        if (level == stored.depth()) {
            return JSON.createObjectNode()
                    .put("dtype", stored.elementType().word())
                    .put("_type", "Value");
        }
        ObjectNode feature = JSON.createObjectNode();
        feature.set("feature", list(stored, level + 1, kind));
        stored.fixedSizes().get(level).ifPresent(length -> feature.put("length", length));
        return feature.put("_type", kind);
    }
}
