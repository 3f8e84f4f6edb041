package io.sparkpooling.storage.parquet;

import static io.sparkpooling.storage.parquet.TestSchemas.chw;
import static io.sparkpooling.storage.parquet.TestSchemas.convention;
import static io.sparkpooling.storage.parquet.TestSchemas.message;
import static io.sparkpooling.storage.parquet.TestSchemas.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.fields.ArrowSchema;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.ArrowType.FixedSizeList;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;

class OutputSchemaTest {
    private static final String LIST = "optional group %s (LIST) { repeated group list { optional float element; } }\n";

    @Test
    void replacesAColumnInItsPlace() throws IOException {
        OutputSchema output = pooled(convention("pyarrow-fixed-shape-tensor"), "features", 6, 8, 8);
        assertThat(output.columns()).containsExactly(new OutputColumn.PassThrough("id"), new OutputColumn.Pooled(0));
        assertThat(output.messageType()).isEqualTo(message("optional int64 id;" + LIST.formatted("features")));
    }

    @Test
    void putsNewNamesLast() throws IOException {
        DatasetSchema input = TestSchemas.file(Path.of("../data-samples/feature-maps.parquet"), Map.of());
        TensorColumn head = input.tensor("head");
        OutputSchema output = OutputSchema.of(
                input,
                List.of(
                        new PooledColumn(head, "small", chw(ElementType.FLOAT32, 24, 1, 1)),
                        new PooledColumn(head, "head", chw(ElementType.FLOAT32, 24, 28, 28))));
        assertThat(output.messageType().getFields())
                .extracting(type -> type.getName())
                .containsExactly("image", "y", "x", "head", "stage5", "small");
        assertThat(arrow(output))
                .extracting(Field::getName)
                .containsExactly("image", "y", "x", "head", "stage5", "small");
    }

    @Test
    void writesTheNewShapeIntoTheArrowSchema() throws IOException {
        OutputSchema output = pooled(convention("pyarrow-fixed-shape-tensor"), "features", 6, 8, 8);
        Field features = arrow(output).get(1);
        assertThat(features.getType()).isEqualTo(new FixedSizeList(384));
        assertThat(features.getMetadata())
                .containsEntry("ARROW:extension:name", "arrow.fixed_shape_tensor")
                .containsEntry("ARROW:extension:metadata", "{\"shape\":[6,8,8],\"dim_names\":[\"C\",\"H\",\"W\"]}");
        assertThat(features.getChildren().get(0).isNullable()).isTrue();
    }

    @Test
    void keepsThePermutation() throws IOException {
        DatasetSchema input = convention("pyarrow-fixed-shape-tensor-permutation");
        TensorColumn features = input.tensor("features");
        TensorType type = features.type().withShape(Shape.of(8, 8, 6));
        OutputSchema output = OutputSchema.of(input, List.of(new PooledColumn(features, "features", type)));
        assertThat(arrow(output).get(1).getMetadata())
                .containsEntry(
                        "ARROW:extension:metadata",
                        "{\"shape\":[8,8,6],\"permutation\":[2,0,1],\"dim_names\":[\"H\",\"W\",\"C\"]}");
    }

    @Test
    void writesANewElementType() throws IOException {
        DatasetSchema input = convention("pyarrow-fixed-shape-tensor-float16");
        OutputSchema output = OutputSchema.of(
                input, List.of(new PooledColumn(input.tensor("features"), "argmax", chw(ElementType.INT64, 6, 8, 8))));
        assertThat(output.messageType().getType("argmax").toString()).contains("optional int64 element");
        assertThat(arrow(output).get(2).getChildren().get(0).getType().toString())
                .isEqualTo("Int(64, true)");
    }

    @Test
    void keepsAsManyLevelsOfLists() throws IOException {
        DatasetSchema input = convention("nested-list");
        OutputSchema output = OutputSchema.of(
                input,
                List.of(new PooledColumn(
                        input.tensor("features"), "features", TensorType.of(ElementType.FLOAT32, Shape.of(6, 8, 8)))));
        assertThat(output.messageType()).isEqualTo(input.messageType());
        assertThat(arrow(output))
                .isEqualTo(input.footer().arrowSchema().orElseThrow().getFields());
    }

    @Test
    void makesTheElementOptionalAndKeepsNullabilityAndFieldIds() throws IOException {
        DatasetSchema input = TestSchemas.parse(
                "required group a (LIST) = 7 { repeated group bag { required float item = 9; } }",
                Map.of(),
                Map.of("a", shape(1, 4, 4)));
        OutputSchema output = OutputSchema.of(
                input,
                List.of(new PooledColumn(
                        input.tensor("a"), "a", TensorType.of(ElementType.FLOAT32, Shape.of(1, 2, 2)))));
        assertThat(output.messageType())
                .isEqualTo(
                        message("required group a (LIST) = 7 { repeated group list { optional float element = 9; } }"));
        assertThat(output.keyValueMetadata()).isEmpty();
    }

    @Test
    void appendsToSparksSchema() throws IOException {
        String spark = "{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":{\"type\":\"array\",\"elementType\":"
                + "\"float\",\"containsNull\":true},\"nullable\":true,\"metadata\":{}}]}";
        DatasetSchema input = TestSchemas.parse(
                LIST.formatted("a"),
                Map.of(SparkRowMetadata.KEY, spark, "org.apache.spark.version", "4.2.0"),
                Map.of("a", shape(1, 4, 4)));
        OutputSchema output = OutputSchema.of(
                input,
                List.of(new PooledColumn(input.tensor("a"), "b", TensorType.of(ElementType.INT64, Shape.of(1, 2, 2)))));
        assertThat(output.keyValueMetadata())
                .containsEntry("org.apache.spark.version", "4.2.0")
                .containsEntry(
                        SparkRowMetadata.KEY,
                        spark.replace(
                                "}]}",
                                "},{\"name\":\"b\",\"type\":{\"type\":\"array\",\"elementType\":\"long\",\"containsNull\":"
                                        + "true},\"nullable\":true,\"metadata\":{}}]}"));
    }

    @Test
    void writesTheNewLengthOfLancesVectorsIntoSparksSchema() throws IOException {
        String spark = "{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":{\"type\":\"array\",\"elementType\":"
                + "\"float\",\"containsNull\":true},\"nullable\":true,\"metadata\":{\"arrow.fixed-size-list.size\":16}}]}";
        DatasetSchema input = TestSchemas.parse(
                LIST.formatted("a"), Map.of(SparkRowMetadata.KEY, spark), Map.of("a", shape(1, 4, 4)));
        assertThat(pooled(input, "a", 1, 2, 2).keyValueMetadata())
                .containsEntry(SparkRowMetadata.KEY, spark.replace("size\":16", "size\":4"));
    }

    @Test
    void dropsPetastormsPickledSchema() throws IOException {
        DatasetSchema input = TestSchemas.parse(
                LIST.formatted("a"),
                Map.of("dataset-toolkit.unischema.v1", "cpetastorm.unischema"),
                Map.of("a", shape(1, 4, 4)));
        OutputSchema output = pooled(input, "a", 1, 2, 2);
        assertThat(output.keyValueMetadata()).isEmpty();
        assertThat(output.notes())
                .containsExactly("metadata dataset-toolkit.unischema.v1 is dropped: it may state the old shapes");
    }

    @Test
    void leavesOutSparksSchemaThatNobodyCouldHoldInMemory() throws IOException {
        String many = "{\"type\":\"struct\",\"fields\":[" + "[],".repeat(2_000_000) + "0]}";
        DatasetSchema input = TestSchemas.parse(
                LIST.formatted("a"),
                Map.of(SparkRowMetadata.KEY, many, "huggingface", many),
                Map.of("a", shape(1, 4, 4)));
        assertThat(pooled(input, "a", 1, 2, 2).notes())
                .containsExactlyInAnyOrder(
                        "metadata huggingface is dropped: it may state the old shapes",
                        "metadata " + SparkRowMetadata.KEY + " is dropped: it may state the old shapes");
    }

    @Test
    void writesTheNewShapeIntoHuggingFacesMetadata() throws IOException {
        OutputSchema output = pooled(convention("huggingface-array3d"), "features", 6, 8, 8);
        String features = "{\"info\":{\"features\":{\"id\":{\"dtype\":\"int64\",\"_type\":\"Value\"},"
                + "\"features\":{\"shape\":[6,8,8],\"dtype\":\"float32\",\"_type\":\"Array3D\"}}}}";
        assertThat(output.keyValueMetadata()).containsEntry("huggingface", features);
        assertThat(ArrowSchema.parse(output.keyValueMetadata().get("ARROW:schema"))
                        .getCustomMetadata())
                .containsEntry("huggingface", features);
        assertThat(arrow(output).get(1).getMetadata())
                .containsEntry("ARROW:extension:name", "datasets.features.features.Array3DExtensionType")
                .containsEntry("ARROW:extension:metadata", "[[6,8,8], \"float32\"]");
        assertThat(output.notes()).isEmpty();
    }

    @Test
    void writesTheNewShapeIntoRaysMetadata() throws IOException {
        OutputSchema output = pooled(convention("ray-tensor"), "features", 6, 8, 8);
        Field features = arrow(output).get(1);
        assertThat(features.getType()).isEqualTo(ArrowType.LargeList.INSTANCE);
        assertThat(features.getMetadata())
                .containsEntry("ARROW:extension:name", "ray.data.arrow_tensor_v2")
                .containsEntry("ARROW:extension:metadata", "[6,8,8]");
    }

    @Test
    void dropsMetadataThatCannotDescribeThePooledColumns() throws IOException {
        DatasetSchema input = TestSchemas.parse(
                LIST.formatted("a"),
                Map.of("parquet.avro.schema", "{}", "huggingface", "{}", "ARROW:schema", "!!!!", "mine", "kept"),
                Map.of("a", shape(1, 4, 4)));
        OutputSchema output = pooled(input, "a", 1, 2, 2);
        assertThat(output.keyValueMetadata()).containsOnly(Map.entry("mine", "kept"));
        assertThat(output.notes())
                .containsExactlyInAnyOrder(
                        "ARROW:schema is ignored: malformed: Illegal base64 character 21",
                        "metadata huggingface is dropped: it may state the old shapes",
                        "metadata parquet.avro.schema is dropped: it may state the old shapes");
    }

    @Test
    void refusesNamesThatAreTaken() throws IOException {
        DatasetSchema input = convention("pyarrow-fixed-shape-tensor");
        TensorColumn features = input.tensor("features");
        assertThatThrownBy(() -> OutputSchema.of(input, List.of(new PooledColumn(features, "id", features.type()))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Cannot name a pooled column id: the input has a column of that name");
        PooledColumn replaced = new PooledColumn(features, "features", features.type());
        assertThatThrownBy(() -> OutputSchema.of(input, List.of(replaced, replaced)))
                .hasMessage("Cannot write two columns named features: give one another name with AS");
    }

    private static OutputSchema pooled(DatasetSchema input, String column, int... shape) {
        TensorColumn source = input.tensor(column);
        return OutputSchema.of(
                input, List.of(new PooledColumn(source, column, source.type().withShape(Shape.of(shape)))));
    }

    private static List<Field> arrow(OutputSchema output) {
        return ArrowSchema.parse(output.keyValueMetadata().get("ARROW:schema")).getFields();
    }
}
