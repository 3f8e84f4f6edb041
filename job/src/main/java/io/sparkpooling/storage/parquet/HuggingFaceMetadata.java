package io.sparkpooling.storage.parquet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkpooling.tensor.TensorType;
import java.util.Optional;

/**
 * The features of a dataset that Hugging Face {@code datasets} wrote: {@code {"info": {"features": {"a": {"shape": [6, 16,
 * 16], "dtype": "float32", "_type": "Array3D"}}}}}. Arrays get their new shape; where another kind of feature was pooled the
 * whole is given up, since a feature that contradicts its column cannot be loaded.
 */
final class HuggingFaceMetadata {
    /** The footer key. */
    static final String KEY = "huggingface";

    private static final ObjectMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(200).build())
            .build());

    private HuggingFaceMetadata() {}

    /** The JSON with the pooled columns; empty where it cannot describe them. */
    static Optional<String> rewrite(String json, OutputSchema output) {
        try {
            JsonNode metadata = JSON.readTree(json);
            boolean done = metadata.path("info").path("features") instanceof ObjectNode features
                    && output.pooled().stream().allMatch(column -> put(features, column));
            return done ? Optional.of(metadata.toString()) : Optional.empty();
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    /** Whether the column could be described. */
    private static boolean put(ObjectNode features, PooledColumn column) {
        JsonNode source = features.path(column.source().name());
        TensorType type = column.type();
        int rank = type.shape().rank();
        if (!source.path("_type").asText().matches("Array[2-5]D") || rank < 2 || rank > 5) {
            return false;
        }
        ObjectNode feature = source.deepCopy();
        feature.putArray("shape");
        for (int size : type.shape().toArray()) {
            feature.withArray("/shape").add(size);
        }
        feature.put("dtype", type.elementType().word()).put("_type", "Array%dD".formatted(rank));
        features.set(column.name(), feature);
        return true;
    }
}
