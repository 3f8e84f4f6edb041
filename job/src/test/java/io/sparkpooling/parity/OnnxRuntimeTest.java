package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Float16;
import io.sparkpooling.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The oracle itself, on vectors whose results are known from elsewhere, and the quirks that it must not teach us. */
class OnnxRuntimeTest {
    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;
    private static final float SMALLEST = -Float.MAX_VALUE;
    private static final List<ElementType> WITH_INDICES = List.of(ElementType.FLOAT32, ElementType.INT64);

    @Test
    void overhangIsCountedUpToOpset18AndNoMore() throws OrtException {
        OnnxModel counting = OnnxModel.of("AveragePool")
                .with("kernel_shape", List.of(3, 3))
                .with("strides", List.of(2, 2))
                .with("pads", List.of(1, 1, 1, 1))
                .with("ceil_mode", 1)
                .with("count_include_pad", 1);
        OnnxTensorValue input = upFrom(1, 1, 1, 4, 4);
        assertThat(floats(counting, input))
                .containsExactly(1.5555556f, 3.3333333f, 2, 6.3333335f, 11, 6, 4.5f, 7.5f, 4);
        assertThat(floats(counting.inOpset(18), input))
                .containsExactly(1.5555556f, 3.3333333f, 1.3333334f, 6.3333335f, 11, 4, 3, 5, 1.7777778f);
        assertThat(floats(counting.with("count_include_pad", 0), input))
                .containsExactly(3.5f, 5, 6, 9.5f, 11, 12, 13.5f, 15, 16);
    }

    @Test
    void unpoolIndicesPointIntoTheOutputShape() throws OrtException {
        OnnxModel unpool =
                OnnxModel.of("MaxUnpool").with("kernel_shape", List.of(2, 2)).with("strides", List.of(2, 2));
        OnnxTensorValue values = upFrom(5, 1, 1, 2, 2);
        OnnxTensorValue indices = OnnxTensorValue.ofLongs(Shape.of(1, 1, 2, 2), 5, 7, 13, 15);
        float[] plane = new float[25];
        plane[5] = 5;
        plane[7] = 6;
        plane[13] = 7;
        plane[15] = 8;
        assertThat(floats(unpool, values, indices, OnnxTensorValue.ofLongs(Shape.of(4), 1, 1, 5, 5)))
                .containsExactly(plane);
        assertThat(OnnxRuntime.ask(unpool, values, indices).shape()).isEqualTo(Shape.of(1, 1, 4, 4));
    }

    @Test
    void normsAreOfAbsoluteValuesAndOfTheTapsThatExist() throws OrtException {
        OnnxModel norm = OnnxModel.of("LpPool").with("kernel_shape", List.of(1)).with("p", 3);
        assertThat(floats(norm, OnnxTensorValue.ofFloats(Shape.of(1, 1, 6), -1, -2, -3, 1, 2, 3)))
                .containsExactly(1, 2, 3, 1, 2, 3);
        OnnxModel overhanging = OnnxModel.of("LpPool")
                .with("kernel_shape", List.of(2))
                .with("strides", List.of(2))
                .with("ceil_mode", 1);
        assertThat(floats(overhanging, OnnxTensorValue.ofFloats(Shape.of(1, 1, 3), 1, 1, 1)))
                .containsExactly(1.4142135f, 1);
    }

    @Test
    void globalPoolingKeepsTheAxes() throws OrtException {
        OnnxTensorValue input = upFrom(1, 1, 2, 2, 2);
        assertThat(floats(OnnxModel.of("GlobalAveragePool"), input)).containsExactly(2.5f, 6.5f);
        assertThat(floats(OnnxModel.of("GlobalMaxPool"), input)).containsExactly(4, 8);
        assertThat(floats(OnnxModel.of("GlobalLpPool").inOpset(21).with("p", 1), input))
                .containsExactly(10, 26);
        assertThat(OnnxRuntime.ask(OnnxModel.of("GlobalMaxPool"), input).shape())
                .isEqualTo(Shape.of(1, 2, 1, 1));
    }

    @Test
    void indicesNumberTheWholeTensorAndStorageOrderTheirPlane() throws OrtException {
        OnnxModel max = OnnxModel.of("MaxPool").with("kernel_shape", List.of(2, 2));
        OnnxTensorValue input = upFrom(0, 1, 2, 2, 3);
        assertThat(indices(max, input)).containsExactly(4, 5, 10, 11);
        assertThat(indices(max.with("storage_order", 1), input)).containsExactly(3, 5, 9, 11);
    }

    @Test
    void columnMajorOrderHasTheFirstAxisFastestInThreeDimensionsToo() throws OrtException {
        OnnxModel max = OnnxModel.of("MaxPool")
                .with("kernel_shape", List.of(2, 2, 2))
                .with("strides", List.of(2, 2, 2))
                .with("storage_order", 1);
        assertThat(indices(max, upFrom(0, 1, 1, 2, 2, 4))).containsExactly(1 + 2 + 4, 1 + 2 + 3 * 4);
    }

    @Test
    void paddingMayBeLargerThanHalfTheKernelButMustBeSmallerThanIt() throws OrtException {
        OnnxModel max = OnnxModel.of("MaxPool").with("kernel_shape", List.of(3));
        OnnxTensorValue input = upFrom(0, 1, 1, 4);
        assertThat(floats(max.with("pads", List.of(2, 1)), input)).containsExactly(0, 1, 2, 3, 3);
        assertThatThrownBy(() -> OnnxRuntime.ask(max.with("pads", List.of(3, 0)), input))
                .isInstanceOf(OrtException.class)
                .hasMessageContaining("Pad should be smaller than kernel");
    }

    @Test
    void sameUpperAndLowerDifferInTheSideOfTheOddElement() throws OrtException {
        OnnxModel average =
                OnnxModel.of("AveragePool").with("kernel_shape", List.of(3)).with("strides", List.of(2));
        OnnxTensorValue input = upFrom(0, 1, 1, 8);
        assertThat(floats(average.with("auto_pad", "SAME_UPPER"), input)).containsExactly(1, 3, 5, 6.5f);
        assertThat(floats(average.with("auto_pad", "SAME_LOWER"), input)).containsExactly(0.5f, 2, 4, 6);
        assertThat(floats(average.with("auto_pad", "VALID"), input)).containsExactly(1, 3, 5);
    }

    @Test
    void regionsOfInterest() throws OrtException {
        OnnxTensorValue input = upFrom(0, 1, 1, 6, 6);
        OnnxModel max = OnnxModel.of("MaxRoiPool").inOpset(21).with("pooled_shape", List.of(2, 2));
        assertThat(floats(max, input, OnnxTensorValue.ofFloats(Shape.of(1, 5), 0, 1, 1, 4, 4)))
                .containsExactly(14, 16, 26, 28);
        OnnxModel align = OnnxModel.of("RoiAlign")
                .inOpset(21)
                .with("output_height", 2)
                .with("output_width", 2)
                .with("sampling_ratio", 1)
                .with("spatial_scale", 1f);
        // centres of the four quarters of the box, moved by half a pixel: rows and columns 1.5 and 3.5
        assertThat(floats(
                        align,
                        input,
                        OnnxTensorValue.ofFloats(Shape.of(1, 4), 1, 1, 5, 5),
                        OnnxTensorValue.ofLongs(Shape.of(1), 0)))
                .containsExactly(new float[] {10.5f, 12.5f, 22.5f, 24.5f}, within(1e-5f));
    }

    @Test
    void notANumberIsDroppedWhereIndicesAreAskedFor() throws OrtException {
        OnnxModel max = OnnxModel.of("MaxPool").with("kernel_shape", List.of(5));
        OnnxTensorValue input = OnnxTensorValue.ofFloats(Shape.of(1, 1, 5), 1, NAN, 3, NAN, 2);
        assertThat(floats(max, input)).containsExactly(NAN);
        assertThat(OnnxRuntime.ask(max, WITH_INDICES, input).get(0).values()).isEqualTo(new float[] {3});
        assertThat(indices(max, input)).containsExactly(2);
    }

    @Test
    void windowsWithoutTapsOrOfMinusInfinityGiveTheSmallestNumberAndNoIndex() throws OrtException {
        OnnxModel hollow = OnnxModel.of("MaxPool")
                .with("kernel_shape", List.of(2))
                .with("pads", List.of(1, 1))
                .with("dilations", List.of(2));
        OnnxTensorValue one = OnnxTensorValue.ofFloats(Shape.of(1, 1, 1), 1);
        assertThat(floats(hollow, one)).containsExactly(SMALLEST);
        assertThat(indices(hollow, one)).containsExactly(-1);
        OnnxModel pair = OnnxModel.of("MaxPool").with("kernel_shape", List.of(2));
        OnnxTensorValue lowest = OnnxTensorValue.ofFloats(Shape.of(1, 1, 2), -INF, -INF);
        assertThat(floats(pair, lowest)).containsExactly(SMALLEST);
        assertThat(indices(pair, lowest)).containsExactly(-1);
    }

    @Test
    void elementTypesComeBackAsTheyAre() throws OrtException {
        OnnxModel max = OnnxModel.of("MaxPool").with("kernel_shape", List.of(2));
        Shape shape = Shape.of(1, 1, 2);
        assertThat(values(max, new OnnxTensorValue(ElementType.FLOAT64, shape, new double[] {-3, 7})))
                .isEqualTo(new double[] {7});
        assertThat(values(max, new OnnxTensorValue(ElementType.INT8, shape, new byte[] {-3, 7})))
                .isEqualTo(new byte[] {7});
        assertThat(values(max, new OnnxTensorValue(ElementType.UINT8, shape, new byte[] {-3, 7})))
                .isEqualTo(new byte[] {-3});
        short[] halves = {Float16.fromFloat(1), Float16.fromFloat(2)};
        assertThat(values(max, new OnnxTensorValue(ElementType.FLOAT16, shape, halves)))
                .isEqualTo(new short[] {Float16.fromFloat(2)});
        assertThat(values(
                        OnnxModel.of("AveragePool").with("kernel_shape", List.of(2)),
                        new OnnxTensorValue(ElementType.FLOAT16, shape, halves)))
                .isEqualTo(new short[] {Float16.fromFloat(1.5f)});
    }

    private static OnnxTensorValue upFrom(int first, int... sizes) {
        Shape shape = Shape.of(sizes);
        float[] values = new float[shape.elementCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i;
        }
        return OnnxTensorValue.ofFloats(shape, values);
    }

    private static Object values(OnnxModel model, OnnxTensorValue... inputs) throws OrtException {
        return OnnxRuntime.ask(model, inputs).values();
    }

    private static float[] floats(OnnxModel model, OnnxTensorValue... inputs) throws OrtException {
        return (float[]) values(model, inputs);
    }

    private static long[] indices(OnnxModel model, OnnxTensorValue input) throws OrtException {
        return (long[]) OnnxRuntime.ask(model, WITH_INDICES, input).get(1).values();
    }
}
