package io.sparkpooling.storage.parquet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.tensor.ElementType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schema that Spark leaves in the footers of files that it wrote, as the JSON of a {@code StructType}. Spark believes it
 * before Parquet's own schema, so columns that it does not list would be invisible.
 */
final class SparkRowMetadata {
    /** The footer key. */
    static final String KEY = "org.apache.spark.sql.parquet.row.metadata";

    /** Hudi's type of a vector: its length, and its elements if they are no float32. */
    private static final Pattern HUDI_VECTOR = Pattern.compile("VECTOR\\(\\d+(.*)\\)");

    /** A tree of more would take hundreds of megabytes. */
    private static final int MOST_TOKENS = 1_000_000;

    private static final ObjectMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxTokenCount(MOST_TOKENS)
                    .build())
            .build());

    private SparkRowMetadata() {}

    /** The JSON with the pooled columns; empty where it is malformed or Spark has no such type. */
    static Optional<String> rewrite(String json, OutputSchema output) {
        Optional<ObjectNode> schema = parse(json);
        boolean done = schema.isPresent()
                && output.pooled().stream()
                        .allMatch(column -> put((ArrayNode) schema.get().get("fields"), column, output));
        return done ? schema.map(ObjectNode::toString) : Optional.empty();
    }

    private static Optional<ObjectNode> parse(String json) {
        try {
            return JSON.readTree(json) instanceof ObjectNode object
                            && object.path("fields").isArray()
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    /** Whether the column could be described. */
    private static boolean put(ArrayNode fields, PooledColumn column, OutputSchema output) {
        Optional<ObjectNode> source = field(fields, column.source().name());
        Optional<JsonNode> type = output.lists(column)
                .map(SparkRowMetadata::arrays)
                .orElseGet(() -> source.map(field -> field.get("type")).filter(kept -> keepsElements(column)));
        if (source.isEmpty() || type.isEmpty()) {
            return false;
        }
        ObjectNode field = column.replacesSource() ? source.get() : source.get().deepCopy();
        field.put("name", column.name());
        field.set("type", type.get());
        rewriteShape(field.path("metadata"), column);
        if (!column.replacesSource()) {
            fields.add(field);
        }
        return true;
    }

    private static Optional<ObjectNode> field(ArrayNode fields, String name) {
        for (JsonNode field : fields) {
            if (field instanceof ObjectNode object
                    && object.path("name").asText().equals(name)) {
                return Optional.of(object);
            }
        }
        return Optional.empty();
    }

    /** A struct or bytes stay what they are as long as the numbers in them do. */
    private static boolean keepsElements(PooledColumn column) {
        return column.type().elementType() == column.source().type().elementType();
    }

    private static Optional<JsonNode> arrays(Lists lists) {
        return sparkName(lists.elementType())
                .map(element -> arrays(lists.depth(), JSON.getNodeFactory().textNode(element)));
    }

    private static JsonNode arrays(int depth, JsonNode element) {
        if (depth == 0) {
            return element;
        }
        return JSON.createObjectNode()
                .put("type", "array")
                .<ObjectNode>set("elementType", arrays(depth - 1, element))
                .put("containsNull", true);
    }

    /** Keys of Lance and Hudi that hold a vector's length. */
    private static void rewriteShape(JsonNode metadata, PooledColumn column) {
        if (metadata instanceof ObjectNode object) {
            String hudi = object.path("hudi_type").asText();
            object.remove("hudi_type");
            Matcher vector = HUDI_VECTOR.matcher(hudi);
            if (vector.matches() && keepsElements(column)) {
                object.put(
                        "hudi_type",
                        "VECTOR(%d%s)".formatted(column.type().shape().elementCount(), vector.group(1)));
            }
            if (object.has("arrow.fixed-size-list.size")) {
                object.put("arrow.fixed-size-list.size", column.type().shape().elementCount());
            }
        }
    }

    private static Optional<String> sparkName(ElementType type) {
        return switch (type) {
            case FLOAT32 -> Optional.of("float");
            case FLOAT64 -> Optional.of("double");
            case INT8 -> Optional.of("byte");
            case INT16, UINT8 -> Optional.of("short");
            case INT32, UINT16 -> Optional.of("integer");
            case INT64, UINT32 -> Optional.of("long");
            case UINT64 -> Optional.of("decimal(20,0)");
            case BOOL -> Optional.of("boolean");
            case FLOAT16, BFLOAT16 -> Optional.empty();
        };
    }
}
