package io.sparkpooling.convention;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.convention.Column.Extension;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metadata as Daft 0.7.26 writes it. */
class DaftTensorTest {
    private static final String REST = ",\"daft_version\":\"0.7.26\",\"daft_build_type\":\"release\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"FixedShapeTensor\":[\"Float32\",[2,3,4]]}|2,3,4",
                "{\"Embedding\":[\"Float32\",24]}|24",
            })
    void readsTheShapeOfDaftsType(String type, String sizes) {
        Recognition.Tensor tensor = (Recognition.Tensor) recognise("{\"datatype\":" + type + REST);
        int[] shape =
                List.of(sizes.split(",")).stream().mapToInt(Integer::parseInt).toArray();
        assertThat(tensor.type()).isEqualTo(TensorType.of(ElementType.FLOAT32, Shape.of(shape)));
        assertThat(tensor.listSizes()).containsExactly(24);
    }

    @Test
    void isWrittenAsArrowsOwnTensor() {
        Column column = column("{\"datatype\":{\"FixedShapeTensor\":[\"Float32\",[2,3,4]]}" + REST);
        Recognition.Tensor tensor = (Recognition.Tensor) Conventions.recognise(column, ColumnHints.NONE);
        Column stored = tensor.convention().store(column, tensor.type().withShape(Shape.of(2, 1, 2)));
        assertThat(stored.extension()).contains(new Extension("arrow.fixed_shape_tensor", "{\"shape\":[2,1,2]}"));
        assertThat(stored.structure()).isEqualTo(new Lists(ElementType.FLOAT32, List.of(OptionalInt.of(4))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"datatype\":{\"Image\":null}}|Invalid type: Image (FixedShapeTensor and Embedding are known)",
                "{\"datatype\":\"Int64\"}|Invalid type: none (FixedShapeTensor and Embedding are known)",
                "{\"datatype\":{}}|Invalid type: none",
                "{}|Invalid type: none",
                "{|Invalid metadata: {",
                "''|Invalid type: none",
                "{\"datatype\":{\"FixedShapeTensor\":[\"Int8\",[24]]}}|Invalid elements: Int8 (the lists hold float32)",
                "{\"datatype\":{\"FixedShapeTensor\":[\"Float32\",[5,5]]}}|Invalid shape: 5x5 (its list size is 24, not 25)",
                "{\"datatype\":{\"FixedShapeTensor\":[\"Float32\"]}}|Invalid metadata:",
                "{\"datatype\":{\"Embedding\":[\"Float32\",-24]}}|Invalid shape: -24 (sizes must not be negative)",
                "{\"datatype\":{\"Embedding\":[\"Float32\",9999999999]}}|Invalid number: 9999999999",
            })
    void refusesWhatItDoesNotKnow(String metadata, String reason) {
        assertThat(((Recognition.NoTensor) recognise(metadata)).reason())
                .startsWith("Cannot read column a as ")
                .contains(reason);
    }

    @Test
    void rowsThatDifferInShapeKeepDaftsType() {
        Column column = variable("{\"datatype\":{\"Tensor\":\"UInt8\"}" + REST);
        Recognition.Tensor tensor = (Recognition.Tensor) Conventions.recognise(column, ColumnHints.NONE);
        assertThat(tensor.type()).isEqualTo(TensorType.of(ElementType.UINT8, Shape.of(1, 2)));
        Column stored = tensor.convention().store(column, TensorType.of(ElementType.INT64, Shape.of(1, 1)));
        assertThat(stored.extension())
                .contains(new Extension("daft.super_extension", "{\"datatype\":{\"Tensor\":\"Int64\"}" + REST));
        assertThat(stored.structure().toString()).isEqualTo("struct<data: list<int64>, shape: list<uint64>>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"datatype\":{\"Tensor\":\"Float32\"}}|Invalid elements: Float32 (the lists hold uint8)",
                "{\"datatype\":{\"SparseTensor\":[\"UInt8\",false]}}|Invalid elements:  (the lists hold uint8)",
                "{|Invalid metadata: {",
            })
    void rowsOfAnotherTypeThanDaftSaysAreRefused(String metadata, String reason) {
        assertThat(((Recognition.NoTensor) Conventions.recognise(variable(metadata), ColumnHints.NONE)).reason())
                .startsWith("Cannot read column a as Daft variable tensor: " + reason);
    }

    private static Column variable(String metadata) {
        Structure struct = new Structure.Fields(List.of(
                new Structure.Field("data", Lists.ofDepth(1, ElementType.UINT8)),
                new Structure.Field("shape", Lists.ofDepth(1, ElementType.UINT64))));
        Extension type = new Extension("daft.super_extension", metadata);
        return new Column("a", struct, Optional.of(type), List.of())
                .withFirstRow(Optional.of(new RowParts()
                        .with("data", Numbers.of(ElementType.UINT8, new byte[2], 2))
                        .with("shape", Numbers.of(ElementType.UINT64, new long[] {1, 2}, 2))));
    }

    private static Recognition recognise(String metadata) {
        return Conventions.recognise(column(metadata), ColumnHints.NONE);
    }

    private static Column column(String metadata) {
        return new Column(
                "a",
                new Lists(ElementType.FLOAT32, List.of(OptionalInt.of(24))),
                Optional.of(new Extension("daft.super_extension", metadata)),
                List.of());
    }
}
