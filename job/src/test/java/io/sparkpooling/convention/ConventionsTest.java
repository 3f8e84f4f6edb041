package io.sparkpooling.convention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.convention.Column.Extension;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConventionsTest {
    private static final String TENSOR = "arrow.fixed_shape_tensor";

    @Test
    void readsShapeNamesAndPermutation() {
        Recognition.Tensor tensor =
                tensor("{\"shape\":[2,3,4],\"permutation\":[2,0,1],\"dim_names\":[\"H\",\"W\",\"C\"]}", 24);
        assertThat(tensor.type())
                .isEqualTo(new TensorType(
                        ElementType.FLOAT32, Shape.of(2, 3, 4), List.of("H", "W", "C"), List.of(2, 0, 1)));
        assertThat(tensor.listSizes()).containsExactly(24);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"shape\":[2,3,4]}",
                "{\"shape\":[2,3,4],\"dim_names\":[\"C\",\"H\",\"W\"]}",
                "{\"shape\":[2,3,4],\"permutation\":[2,0,1]}",
                "{\"shape\":[2,3,4],\"permutation\":[2,0,1],\"dim_names\":[\"a\\\"b\",\"\",\"é\"]}"
            })
    void writesWhatItRead(String json) {
        Column column = fixedShape(json, 24);
        Recognition.Tensor tensor = (Recognition.Tensor) Conventions.recognise(column, ColumnHints.NONE);
        assertThat(tensor.convention().store(column, tensor.type())).isEqualTo(column);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|Invalid metadata: no shape (must state a shape as an array of integers)",
                "[2,3,4]|Invalid metadata: no shape (must state a shape as an array of integers)",
                "{\"shape\":\"2,3,4\"}|Invalid metadata: \"2,3,4\" (must state a shape as an array of integers)",
                "{\"shape\":[2,-3,4]}|Invalid shape: 2x-3x4 (sizes must not be negative)",
                "{\"shape\":[2.0,3,4]}|Invalid number: 2.0 (must be an integer of 32 bits)",
                "{\"shape\":[9999999999]}|Invalid number: 9999999999 (must be an integer of 32 bits)",
                "{\"shape\":[65536,65536]}|Invalid shape: 65536x65536 (a tensor has at most 2147483647 elements)",
                "{\"shape\":[2,3,5]}|Invalid shape: 2x3x5 (its list size is 24, not 30)",
                "{\"shape\":[24],\"shape\":[24]}|Duplicate field 'shape'",
                "{\"shape\":[24]} x|Unrecognized token 'x'",
                "{\"shape\":[2,3,4],\"dim_names\":[\"C\"]}|Invalid dim_names: [C] for shape 2x3x4",
                "{\"shape\":[24],\"dim_names\":[7]}|Invalid name: 7 (must be a string)",
                "{\"shape\":[24],\"dim_names\":null}|Invalid dim_names: null (must be an array)",
                "{\"shape\":[4,6],\"permutation\":[0,0]}|Invalid permutation: [0, 0] (must hold each of 0 .. 1 once)",
                "{\"shape\":[4,6],\"permutation\":[0,2]}|Invalid permutation: [0, 2] (must hold each of 0 .. 1 once)",
                "''|Invalid metadata:",
                "{\"shape\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,24]}|Invalid shape: 17 axes (must be at most 16)",
                "[[[[[[[[[[[1]]]]]]]]]]]|nesting depth",
            })
    void refusesHostileMetadata(String json, String reason) {
        assertThat(refusal(fixedShape(json, 24)))
                .startsWith("Cannot read column a as " + TENSOR)
                .contains(reason);
    }

    @Test
    void refusesHugeMetadata() {
        String json = "{\"shape\":[24],\"x\":\"" + "y".repeat(1 << 17) + "\"}";
        assertThat(refusal(fixedShape(json, 24)))
                .contains("characters (must be at most 65536)")
                .hasSizeLessThan(200);
    }

    @Test
    void refusesMetadataNestedBeyondAnyUse() {
        assertThat(refusal(fixedShape("[".repeat(10_000) + "]".repeat(10_000), 24)))
                .contains("nesting depth")
                .hasSizeLessThan(400);
    }

    @Test
    void refusesATensorWithoutElements() {
        assertThat(refusal(fixedShape("{\"shape\":[0,3]}", 0)))
                .isEqualTo("Cannot read column a as a tensor: its shape 0x3 holds no elements");
    }

    @Test
    void takesTheShapeOfNestedListsFromTheFirstRow() {
        Column column = new Column("a", Lists.ofDepth(3, ElementType.UINT8), Optional.empty(), List.of(2, 3, 4));
        Recognition.Tensor tensor = (Recognition.Tensor) Conventions.recognise(column, ColumnHints.NONE);
        assertThat(tensor.type()).isEqualTo(TensorType.of(ElementType.UINT8, Shape.of(2, 3, 4)));
        assertThat(tensor.listSizes()).containsExactly(2, 3, 4);
    }

    @Test
    void asksForTheShapeOfNestedListsWithoutRows() {
        Column column = new Column("a", Lists.ofDepth(2, ElementType.UINT8), Optional.empty(), List.of());
        assertThat(refusal(column))
                .isEqualTo("Cannot tell the shape of column a, which has no row with a value: give --shape a=N1,N2");
    }

    @Test
    void takesTheShapeOfNestedListsFromFixedSizes() {
        Lists lists = new Lists(ElementType.FLOAT32, List.of(OptionalInt.of(4), OptionalInt.of(5)));
        Column column = new Column("a", lists, Optional.empty(), List.of());
        Recognition.Tensor tensor = (Recognition.Tensor) Conventions.recognise(column, ColumnHints.NONE);
        assertThat(tensor.type().shape()).isEqualTo(Shape.of(4, 5));
        Column pooled = tensor.convention().store(column, tensor.type().withShape(Shape.of(2, 2)));
        assertThat(pooled.structure())
                .isEqualTo(new Lists(ElementType.FLOAT32, List.of(OptionalInt.of(2), OptionalInt.of(2))));
    }

    @Test
    void refusesAShapeWithAnotherNumberOfElements() {
        Column column = new Column(
                "a", new Lists(ElementType.FLOAT32, List.of(OptionalInt.of(24))), Optional.empty(), List.of());
        assertThatThrownBy(() -> Conventions.recognise(column, shape(5, 5)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid shape of column a: 5x5 (its lists hold 24 elements, not 25)");
    }

    @Test
    void asksForTheShapeThatRayPickled() {
        Column column = new Column(
                "a",
                Lists.ofDepth(1, ElementType.FLOAT32),
                Optional.of(new Extension("ray.data.arrow_tensor", "\u001a\u001a")),
                List.of());
        assertThat(refusal(column))
                .isEqualTo("Cannot read column a as ray.data.arrow_tensor: its shape is not stored as JSON and is not"
                        + " unpickled: give --shape a=C,H,W");
        Recognition.Tensor tensor = (Recognition.Tensor) Conventions.recognise(column, shape(2, 3, 4));
        assertThat(tensor.convention().store(column, tensor.type()).extension())
                .contains(new Extension("ray.data.arrow_tensor", "[2,3,4]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[2,3],\"float32\"]", "{}", "[[2,3,4.5]]", "[[-2,3,4],\"float32\"]"})
    void refusesArraysWhoseStatedShapeIsWrong(String metadata) {
        Column column = new Column(
                "a",
                Lists.ofDepth(3, ElementType.FLOAT32),
                Optional.of(new Extension("datasets.features.features.Array3DExtensionType", metadata)),
                List.of(2, 3, 4));
        assertThat(refusal(column)).startsWith("Cannot read column a as ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ray.data.arrow_tensor_x", "lance.bfloat16", "ndarrow.tensor"})
    void refusesForeignExtensionsByName(String extension) {
        Column column = new Column(
                "a", Lists.ofDepth(1, ElementType.FLOAT32), Optional.of(new Extension(extension, "")), List.of());
        assertThat(((Recognition.NoTensor) Conventions.recognise(column, shape(24))).reason())
                .startsWith(
                        "Cannot read column a as a tensor: its extension type " + extension + " is not supported (");
    }

    private static ColumnHints shape(int... sizes) {
        return new ColumnHints(Optional.of(Shape.of(sizes)), Optional.empty(), List.of());
    }

    private static Column fixedShape(String json, int listSize) {
        Lists lists = new Lists(ElementType.FLOAT32, List.of(OptionalInt.of(listSize)));
        return new Column("a", lists, Optional.of(new Extension(TENSOR, json)), List.of());
    }

    private static Recognition.Tensor tensor(String json, int listSize) {
        return (Recognition.Tensor) Conventions.recognise(fixedShape(json, listSize), ColumnHints.NONE);
    }

    private static String refusal(Column column) {
        return ((Recognition.NoTensor) Conventions.recognise(column, ColumnHints.NONE)).reason();
    }
}
