package io.sparkpooling.convention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.convention.Column.Extension;
import io.sparkpooling.convention.Structure.Fields;
import io.sparkpooling.convention.Structure.Lists;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Metadata that cannot be true of their column, in every convention that reads any besides Arrow's and Daft's own tensors. */
class HostileMetadataTest {

    /** A column of rows of 2x3x4, as the extension type's program builds it. */
    enum Stored {
        RAY("ray.data.arrow_tensor_v2", new Lists(ElementType.FLOAT32, List.of(OptionalInt.of(24)))),
        DATASETS("datasets.features.features.Array3DExtensionType", Lists.ofDepth(3, ElementType.FLOAT32)),
        VARIABLE(
                "arrow.variable_shape_tensor",
                new Fields(List.of(
                        new Structure.Field("data", Lists.ofDepth(1, ElementType.FLOAT32)),
                        new Structure.Field("shape", new Lists(ElementType.INT32, List.of(OptionalInt.of(3))))))),
        DAFT("daft.super_extension", new Lists(ElementType.FLOAT32, List.of(OptionalInt.of(24)))),
        FIXED("arrow.fixed_shape_tensor", new Lists(ElementType.FLOAT32, List.of(OptionalInt.of(24))));

        private final String extension;
        private final Structure structure;

        Stored(String extension, Structure structure) {
            this.extension = extension;
            this.structure = structure;
        }

        Column column(String metadata) {
            return new Column("a", structure, Optional.of(new Extension(extension, metadata)), List.of(2, 3, 4))
                    .withFirstRow(Optional.of(row(2, 3, 4)));
        }

        String refusal(String metadata) {
            return ((Recognition.NoTensor) Conventions.recognise(column(metadata), ColumnHints.NONE)).reason();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RAY|[2,3,5]|Invalid shape: 2x3x5 (its list size is 24, not 30)",
                "RAY|[-2,3,4]|Invalid shape: -2x3x4 (sizes must not be negative)",
                "RAY|[65536,65536]|Invalid shape: 65536x65536 (a tensor has at most 2147483647 elements)",
                "RAY|[9999999999]|Invalid number: 9999999999 (must be an integer of 32 bits)",
                "RAY|[2,3.5]|Invalid number: 3.5 (must be an integer of 32 bits)",
                "RAY|[2,3|Invalid metadata: [2,3 (Unexpected end-of-input",
                "RAY|{\"shape\":[24]}|its shape is not stored as JSON and is not unpickled: give --shape a=C,H,W",
                "DATASETS|[[2,3,4],\"float64\"]|Invalid elements: float64 (the lists hold float32)",
                "DATASETS|[[2,3,4]]|Invalid elements:  (the lists hold float32)",
                "DATASETS|[[2,12],\"float32\"]|Cannot read column a as a tensor of shape 2x12: it has 3 levels of lists",
                "DATASETS|[[65536,65536,1],\"float32\"]|a tensor has at most 2147483647 elements",
                "DATASETS|[[2,3,4],\"float32\"|Invalid metadata: [[2,3,4],\"float32\" (Unexpected end-of-input",
                "VARIABLE|{|Invalid metadata: { (Unexpected end-of-input",
                "VARIABLE|[2,3,4]|Invalid metadata: [2,3,4] (must be an object)",
                "VARIABLE|{\"permutation\":[0,0,1]}|Invalid permutation: [0, 0, 1] (must hold each of 0 .. 2 once)",
                "VARIABLE|{\"permutation\":[0,1]}|Invalid permutation: [0, 1] for shape 2x3x4 (must have one entry for",
                "VARIABLE|{\"dim_names\":[\"H\",\"W\"]}|Invalid dim_names: [H, W] for shape 2x3x4 (must have one entry for",
                "VARIABLE|{\"uniform_shape\":[2,-3,null]}|Invalid shape: 2x-3x1 (sizes must not be negative)",
                "VARIABLE|{\"uniform_shape\":[65536,65536,null]}|a tensor has at most 2147483647 elements",
                "VARIABLE|{\"uniform_shape\":[2,\"3\",4]}|Invalid number: \"3\" (must be an integer of 32 bits)",
                "VARIABLE|{\"uniform_shape\":7}|Invalid uniform_shape: 7 (must be an array)",
                "VARIABLE|{\"uniform_shape\":[2,5,null]}|its shape 2x3x4 is not of the column's uniform shape 2x5x?",
                "VARIABLE|{\"uniform_shape\":[2,3]}|its shape 2x3x4 is not of the column's uniform shape 2x3",
                "VARIABLE|{\"uniform_shape\":[2,3,4],\"dim_names\":[\"H\"]}|Invalid dim_names: [H] for shape 2x3x4",
            })
    void whatCannotBeTrueIsRefused(Stored stored, String metadata, String reason) {
        assertThat(stored.refusal(metadata))
                .startsWith("Cannot read column a as ")
                .contains(reason);
    }

    @Test
    void aRowOfAnotherThanTheUniformShapeIsNoTensor() {
        Column column = Stored.VARIABLE.column("{\"uniform_shape\":[2,null,4]}");
        Recognition.Tensor tensor = (Recognition.Tensor) Conventions.recognise(column, ColumnHints.NONE);
        RowForm form = ((RowConvention) tensor.convention()).form(column, tensor.type());
        assertThat(form.read(row(2, 5, 4)).type().shape()).isEqualTo(Shape.of(2, 5, 4));
        assertThatThrownBy(() -> form.read(row(3, 5, 4)))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessage("its shape 3x5x4 is not of the column's uniform shape 2x?x4");
        Column pooled = tensor.convention().store(column, tensor.type().withShape(Shape.of(2, 1, 2)));
        assertThat(pooled.extension().orElseThrow().metadata()).isEqualTo("{\"uniform_shape\":[2,null,2]}");
    }

    private static RowParts row(int... shape) {
        int count = Shape.of(shape).elementCount();
        return new RowParts()
                .with("data", Numbers.of(ElementType.FLOAT32, new float[count], count))
                .with("shape", Numbers.of(ElementType.INT32, shape));
    }

    @ParameterizedTest
    @EnumSource
    void nestingWithoutEndIsRefused(Stored stored) {
        String nested = "[".repeat(10_000) + "]".repeat(10_000);
        assertThat(stored.refusal(nested))
                .startsWith("Cannot read column a as ")
                .contains("nesting depth")
                .hasSizeLessThan(400);
    }

    @ParameterizedTest
    @EnumSource
    void aHundredMegabytesAreRefusedUnread(Stored stored) {
        assertThat(stored.refusal("[" + "9".repeat(100_000_000)))
                .startsWith("Cannot read column a as ")
                .contains("Invalid metadata: 100000001 characters (must be at most 65536)")
                .hasSizeLessThan(200);
    }
}
