package io.sparkpooling.storage.parquet;

import static io.sparkpooling.storage.parquet.TestSchemas.chw;
import static io.sparkpooling.storage.parquet.TestSchemas.convention;
import static io.sparkpooling.storage.parquet.TestSchemas.file;
import static io.sparkpooling.storage.parquet.TestSchemas.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.convention.Recognition;
import io.sparkpooling.storage.ColumnDescription;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetSchemaTest {
    private static final Path FEATURE_MAPS = Path.of("../data-samples/feature-maps.parquet");

    @ParameterizedTest
    @CsvSource({
        "pyarrow-fixed-shape-tensor, FLOAT32",
        "pyarrow-fixed-shape-tensor-byte-stream-split, FLOAT32",
        "pyarrow-fixed-shape-tensor-dictionary, FLOAT32",
        "pyarrow-fixed-shape-tensor-float16, FLOAT16",
        "pyarrow-fixed-shape-tensor-float64, FLOAT64",
        "pyarrow-fixed-shape-tensor-gzip, FLOAT32",
        "pyarrow-fixed-shape-tensor-int8, INT8",
        "pyarrow-fixed-shape-tensor-int16, INT16",
        "pyarrow-fixed-shape-tensor-int32, INT32",
        "pyarrow-fixed-shape-tensor-int64, INT64",
        "pyarrow-fixed-shape-tensor-lz4, FLOAT32",
        "pyarrow-fixed-shape-tensor-none, FLOAT32",
        "pyarrow-fixed-shape-tensor-small-pages, FLOAT32",
        "pyarrow-fixed-shape-tensor-snappy, FLOAT32",
        "pyarrow-fixed-shape-tensor-uint8, UINT8",
        "pyarrow-fixed-shape-tensor-v2-pages, FLOAT32",
    })
    void findsThePyarrowTensor(String name, ElementType elementType) throws IOException {
        TensorColumn features = convention(name).tensor("features");
        assertThat(features.type()).isEqualTo(chw(elementType, 6, 16, 16));
        assertThat(features.listSizes()).containsExactly(1536);
        assertThat(features.convention().name()).isEqualTo("arrow.fixed_shape_tensor");
        assertThat(features.leaf().getPath()).containsExactly("features", "list", "element");
    }

    @Test
    void keepsPhysicalAxesAndPermutation() throws IOException {
        TensorType hwc = TensorType.of(ElementType.FLOAT32, Shape.of(16, 16, 6)).withDimNames(List.of("H", "W", "C"));
        assertThat(convention("pyarrow-fixed-shape-tensor-hwc")
                        .tensor("features")
                        .type())
                .isEqualTo(hwc);
        assertThat(convention("pyarrow-fixed-shape-tensor-permutation")
                        .tensor("features")
                        .type())
                .isEqualTo(new TensorType(
                        ElementType.FLOAT32, Shape.of(16, 16, 6), List.of("H", "W", "C"), List.of(2, 0, 1)));
    }

    @Test
    void findsEveryTensorOfRealFeatureMaps() throws IOException {
        assertThat(file(FEATURE_MAPS, Map.of()).tensors())
                .extracting(column -> column.name() + " " + column.type())
                .containsExactly("head float32 24x56x56 (C,H,W)", "stage5 float16 384x7x7 (C,H,W)");
    }

    @Test
    void findsTensorsOfOtherPrograms() throws IOException {
        TensorType type = TensorType.of(ElementType.FLOAT32, Shape.of(6, 16, 16));
        TensorColumn ray = convention("ray-tensor").tensor("features");
        assertThat(ray.type()).isEqualTo(type);
        assertThat(ray.listSizes()).containsExactly(1536);
        TensorColumn huggingFace = convention("huggingface-array3d").tensor("features");
        assertThat(huggingFace.type()).isEqualTo(type);
        assertThat(huggingFace.listSizes()).containsExactly(6, 16, 16);
    }

    @Test
    void findsTheShapeOfNestedListsInTheFirstRow() throws IOException {
        TensorColumn features = convention("nested-list").tensor("features");
        assertThat(features.type()).isEqualTo(TensorType.of(ElementType.FLOAT32, Shape.of(6, 16, 16)));
        assertThat(features.listSizes()).containsExactly(6, 16, 16);
        assertThat(features.convention().name()).isEqualTo("nested list");
    }

    @Test
    void letsAFileWithoutRowsTakeTheShapeOfTheOthers() throws IOException {
        DatasetSchema full = convention("nested-list");
        MessageType type = full.messageType();
        FooterSchema footer = FooterSchema.of("empty.parquet", type, Map.of());
        DatasetSchema empty = DatasetSchema.ofFooter(footer, Map.of());
        assertThat(empty.differenceFrom(full)).isEmpty();
        DatasetSchema completed = DatasetSchema.ofFooter(footer, full.withShapes(Map.of()));
        assertThat(completed.tensor("features").type())
                .isEqualTo(full.tensor("features").type());
    }

    @Test
    void tellsAFlatListFromATensorOfKnownShape() throws IOException {
        assertThat(convention("flat-list-no-shape").differenceFrom(convention("pyarrow-fixed-shape-tensor")))
                .contains("column features is no tensor in flat-list-no-shape.parquet, but float32 6x16x16 (C,H,W)"
                        + " (arrow.fixed_shape_tensor) in pyarrow-fixed-shape-tensor.parquet");
    }

    @Test
    void asksForTheShapeOfAFlatList() throws IOException {
        DatasetSchema schema = convention("flat-list-no-shape");
        assertThat(schema.tensors()).isEmpty();
        assertThatThrownBy(() -> schema.tensor("features"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Cannot tell the shape of column features: give --shape features=C,H,W");
        assertThat(convention("flat-list-no-shape", shape(6, 16, 16))
                        .tensor("features")
                        .type())
                .isEqualTo(TensorType.of(ElementType.FLOAT32, Shape.of(6, 16, 16)));
    }

    @Test
    void namesTheNearestColumn() throws IOException {
        assertThatThrownBy(() -> convention("nested-list").tensor("feature"))
                .hasMessage("Unknown column: feature (did you mean features? known: id, features)");
        assertThatThrownBy(() -> file(FEATURE_MAPS, Map.of("haed", shape(1))))
                .hasMessageStartingWith("Unknown column: haed (did you mean head?");
    }

    @Test
    void saysWhyAColumnIsNoTensor() throws IOException {
        assertThatThrownBy(() -> convention("nested-list").tensor("id"))
                .hasMessage("Cannot read column id as a tensor: its type is int64");
        assertThatThrownBy(() -> convention("raw-binary-no-shape").tensor("features"))
                .hasMessage("Cannot tell what the bytes of column features hold: give --shape features=C,H,W"
                        + " --dtype features=float32");
    }

    @ParameterizedTest
    @CsvSource({
        "arrow-variable-shape-tensor, arrow.variable_shape_tensor",
        "ray-variable-shaped-tensor, ray.data.arrow_variable_shaped_tensor",
    })
    void takesAColumnWhoseRowsDifferForWhatItsFirstRowIs(String name, String convention) throws IOException {
        try (ParquetFile file = TestSchemas.open(Path.of("src/test/resources/conventions", name + ".parquet"))) {
            TensorColumn features = DatasetSchema.inspect(file, Map.of()).tensor("features");
            assertThat(features.type().shape()).isEqualTo(Shape.of(6, 16, 16));
            assertThat(features.isOfRows()).isTrue();
            assertThat(features.convention().name()).isEqualTo(convention);
            assertThat(features.path()).startsWith("features.data.");
        }
    }

    @Test
    void refusesHintsThatContradictTheFile() {
        assertThatThrownBy(() -> convention("pyarrow-fixed-shape-tensor", shape(6, 8, 32)))
                .hasMessage("Invalid shape of column features: 6x8x32 (the file says 6x16x16)");
        ColumnHints float64 = new ColumnHints(Optional.empty(), Optional.of(ElementType.FLOAT64), List.of());
        assertThatThrownBy(() -> convention("pyarrow-fixed-shape-tensor", float64))
                .hasMessage("Invalid dtype of column features: float64 (the file says float32)");
        ColumnHints hwc = new ColumnHints(Optional.empty(), Optional.empty(), List.of("H", "W", "C"));
        assertThatThrownBy(() -> convention("pyarrow-fixed-shape-tensor", hwc))
                .hasMessage("Invalid layout of column features: H,W,C (the file says C,H,W)");
    }

    @Test
    void takesALayoutInLogicalOrder() throws IOException {
        ColumnHints chw = new ColumnHints(Optional.empty(), Optional.empty(), List.of("C", "H", "W"));
        assertThat(convention("pyarrow-fixed-shape-tensor-permutation", chw)
                        .tensor("features")
                        .type()
                        .dimNames())
                .containsExactly("H", "W", "C");
    }

    @Test
    void readsTheOlderFormOfLists() throws IOException {
        DatasetSchema schema = TestSchemas.parse(
                "optional group a (LIST) { repeated float array; }", Map.of(), Map.of("a", shape(4, 4)));
        assertThat(schema.tensor("a").leaf().getPath()).containsExactly("a", "array");
    }

    @Test
    void takesNoOtherNumbersForTensors() throws IOException {
        String list = "optional group a (LIST) { repeated group list { optional %s element%s; } }";
        assertThat(reason(list.formatted("int64", " (TIMESTAMP(MICROS,true))")))
                .isEqualTo("Cannot read column a as a tensor: its type is list<timestamp(micros,true)>");
        assertThat(reason(list.formatted("binary", " (STRING)"))).endsWith("its type is list<string>");
        assertThat(reason("repeated float a;")).endsWith("its type is repeated float32");
        assertThat(reason("optional group a { optional float x; }")).endsWith("its type is struct<x: float32>");
    }

    @Test
    void refusesAColumnThatIsThereTwice() throws IOException {
        DatasetSchema schema = TestSchemas.parse("required float a; required int32 a;", Map.of(), Map.of());
        assertThatThrownBy(() -> schema.tensor("a")).hasMessage("Cannot read column a: the file has two of that name");
        assertThatThrownBy(() -> OutputSchema.of(schema, List.of()))
                .hasMessage("Cannot read column a: the file has two of that name");
    }

    @Test
    void ignoresAnArrowSchemaOfOtherColumns() throws IOException {
        Map<String, String> metadata =
                convention("pyarrow-fixed-shape-tensor").footer().keyValueMetadata();
        DatasetSchema schema = TestSchemas.parse(
                "optional group features (LIST) { repeated group list { optional float element; } }",
                metadata,
                Map.of());
        assertThat(schema.notes())
                .containsExactly("ARROW:schema is ignored: it describes other columns than the file has");
        assertThat(schema.tensors()).isEmpty();
    }

    private static String reason(String column) throws IOException {
        DatasetSchema schema = TestSchemas.parse(column, Map.of(), Map.of());
        return ((Recognition.NoTensor) schema.recognition(0)).reason();
    }

    @Test
    void describesEveryColumn() throws IOException {
        assertThat(file(FEATURE_MAPS, Map.of()).describe())
                .extracting(ColumnDescription::name, ColumnDescription::typeText, ColumnDescription::codecs)
                .contains(tuple("image", "string", List.of("zstd")), tuple("head", "list<float32>", List.of("zstd")));
    }

    @Test
    void namesTheFirstDifferenceOfTwoFiles() throws IOException {
        DatasetSchema float32 = convention("pyarrow-fixed-shape-tensor");
        assertThat(float32.differenceFrom(convention("pyarrow-fixed-shape-tensor-gzip")))
                .isEmpty();
        assertThat(float32.differenceFrom(convention("pyarrow-fixed-shape-tensor-hwc")))
                .contains("column features is float32 6x16x16 (C,H,W) (arrow.fixed_shape_tensor) in"
                        + " pyarrow-fixed-shape-tensor.parquet, but float32 16x16x6 (H,W,C)"
                        + " (arrow.fixed_shape_tensor) in pyarrow-fixed-shape-tensor-hwc.parquet");
        assertThat(float32.differenceFrom(file(FEATURE_MAPS, Map.of())))
                .contains("pyarrow-fixed-shape-tensor.parquet has a column id, feature-maps.parquet has none");
    }

    @Test
    void tellsColumnOrderAndNullabilityApart() throws IOException {
        DatasetSchema one = TestSchemas.parse("required int32 a; optional int32 b;", Map.of(), Map.of());
        assertThat(one.differenceFrom(TestSchemas.parse("optional int32 b; required int32 a;", Map.of(), Map.of())))
                .contains("the columns of test.parquet are in the order a, b, those of test.parquet in the order b, a");
        assertThat(one.differenceFrom(TestSchemas.parse("required int32 a; required int32 b;", Map.of(), Map.of())))
                .contains("column b is nullable in test.parquet, but not nullable in test.parquet");
    }
}
