package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pools of boxes against formulas written here in float64, and against what torchvision's CPU kernels print (roi_pool_kernel.cpp and
 * roi_align_kernel.cpp of pytorch/vision, compiled by themselves for x86-64 without fused arithmetic).
 */
class RegionPoolTest {
    private static final long SEED = System.nanoTime();
    private static final Shape MAP = Shape.of(2, 6, 7);
    private static final float[] BOXES = {1, 1, 4, 4, -1.5f, 2.25f, 5.5f, 9, 3, 3, 2, 1, 20, 20, 30, 30};
    private final Random random = new Random(SEED);

    @Test
    void maximaAreThoseOfTorchvision() {
        assertThat(pool("roi_pool(x, boxes='b', output_size=[2,3])", MAP, steps(), BOXES))
                .containsExactly(
                        8.75f, 7.875f, 5.375f, 9.5f, 9.5f, 7, 8.125f, 5.625f, 9.375f, 7.25f, 7.25f, 6.375f, // inside
                        7.375f, 9.5f, 9.125f, 0, 0, 0, 5.125f, 8.875f, 9.375f, 0, 0, 0, // partly outside
                        7, 7, 7, 7, 7, 7, -0.75f, -0.75f, -0.75f, -0.75f, -0.75f, -0.75f, // ends before it begins
                        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0); // outside
    }

    @Test
    void averagesAreThoseOfTorchvision() {
        assertThat(pool("roi_align(x, boxes='b', output_size=[2,3])", MAP, steps(), BOXES))
                .containsExactly(
                        4.96484375f,
                        3.671875f,
                        1.984375f,
                        2.6328125f,
                        4.890625f,
                        3.203125f,
                        3.921875f,
                        2.234375f,
                        4.4921875f,
                        3.16796875f,
                        3.453125f,
                        2.16015625f,
                        2.26085091f,
                        4.22334337f,
                        2.96171546f,
                        0,
                        0,
                        0,
                        0.853190124f,
                        3.83792663f,
                        2.86854362f,
                        0,
                        0,
                        0,
                        4.81770802f,
                        3.203125f,
                        1.58854079f,
                        3.11979198f,
                        3.609375f,
                        4.09895849f,
                        1.27604187f,
                        1.765625f,
                        2.25520849f,
                        3.78645802f,
                        2.171875f,
                        0.557290792f,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0);
        assertThat(pool(
                        "roi_align(x, boxes='b', output_size=[2,3], sampling_ratio=2, aligned=true)",
                        MAP,
                        steps(),
                        BOXES))
                .containsExactly(
                        5.59960938f,
                        3.71484375f,
                        2.81640625f,
                        0.900390625f,
                        3.94726562f,
                        4.03515625f,
                        3.96484375f,
                        3.06640625f,
                        1.18164062f,
                        3.60546875f,
                        4.18652344f,
                        2.30175781f,
                        1.27734375f,
                        3.90299511f,
                        3.26147437f,
                        1.84375f,
                        1.10677087f,
                        2.29427099f,
                        0.953125f,
                        2.9833169f,
                        3.27058911f,
                        -0.09375f,
                        3.01822925f,
                        1.04947925f,
                        4.68229151f,
                        5.96809864f,
                        5.28125f,
                        2.81770849f,
                        2.59114575f,
                        3.94270873f,
                        2.19270849f,
                        1.96614575f,
                        3.31770873f,
                        2.43229151f,
                        3.78385401f,
                        3.55729151f,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0);
    }

    /** Eighths, so that sums of a few are exact. */
    private static float[] steps() {
        float[] values = new float[MAP.elementCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 37 % 101 / 8f - 3;
        }
        return values;
    }

    @Test
    void maximaAreTheirFormula() {
        for (int i = 0; i < 300; i++) {
            RegionCase next = new RegionCase(random);
            double[] expected = new double[next.outputs()];
            for (int at = 0; at < expected.length; at++) {
                expected[at] = next.maximum(at);
            }
            assertThat(next.pool("roi_pool(x, boxes='b', output_size=[%d,%d], spatial_scale=%s)"
                            .formatted(next.rows, next.columns, next.scale)))
                    .as("seed %d, case %d", SEED, i)
                    .containsExactly(expected);
        }
    }

    @Test
    void averagesAreTheirFormula() {
        for (int i = 0; i < 300; i++) {
            RegionCase next = new RegionCase(random);
            int ratio = random.nextInt(4);
            boolean aligned = random.nextBoolean();
            double[] expected = new double[next.outputs()];
            for (int at = 0; at < expected.length; at++) {
                expected[at] = next.average(at, ratio, aligned);
            }
            String expression =
                    "roi_align(x, boxes='b', output_size=[%d,%d], spatial_scale=%s, sampling_ratio=%d, aligned=%s)"
                            .formatted(next.rows, next.columns, next.scale, ratio, aligned);
            assertThat(next.pool(expression)).as("seed %d, case %d", SEED, i).containsExactly(expected, within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aBoxOverTheWholeMapIsTheAdaptivePool(int bins) {
        float[] map = integers(3 * 8 * 12);
        Shape shape = Shape.of(3, 8, 12);

        assertThat(pool("roi_pool(x, boxes='b', output_size=%d)".formatted(bins), shape, map, 0, 0, 11, 7))
                .isEqualTo(Pooled.floats("adaptive_max_pool2d(x, output_size=%d)".formatted(bins), shape, map));
        assertThat(pool(
                        "roi_align(x, boxes='b', output_size=%d, aligned=true)".formatted(bins),
                        shape,
                        map,
                        0,
                        0,
                        12,
                        8))
                .isEqualTo(Pooled.floats("area_pool2d(x, output_size=%d)".formatted(bins), shape, map));
    }

    @Test
    void anAlignedBoxOfElementsIsTheMapItself() {
        float[] map = integers(2 * 5 * 6);

        assertThat(pool("roi_align(x, boxes='b', output_size=[5,6], aligned=true)", Shape.of(2, 5, 6), map, 0, 0, 6, 5))
                .isEqualTo(map);
    }

    @Test
    void aConstantMapStaysConstantUnderBoxesOnIt() {
        float[] map = new float[9 * 9];
        Arrays.fill(map, 3);

        for (String operation : List.of("roi_pool", "roi_align")) {
            assertThat(pool(operation + "(x, boxes='b', output_size=3)", Shape.of(9, 9), map, 1.3f, 0.2f, 7.7f, 6))
                    .containsOnly(3);
        }
    }

    @Test
    void halvesRoundAwayFromZeroAndEmptyBinsAreZero() {
        float[] map = {-1, -2, -3, -4};

        // x from round(0.5) = 1 to round(2.5) = 3
        assertThat(pool("roi_pool(x, boxes='b', output_size=[1,3])", Shape.of(1, 4), map, 0.5f, 0, 2.5f, 0))
                .containsExactly(-2, -3, -4);
        // x from round(-2.5) = -3 to 1: two bins, of which the first lies beside the map
        assertThat(pool("roi_pool(x, boxes='b', output_size=[1,2])", Shape.of(1, 4), map, -2.5f, 0, 0, 0))
                .containsExactly(0, -1);
    }

    @Test
    void nanIsIgnoredByTheMaximumAndStaysInTheAverage() {
        float[] map = {Float.NaN, 2};

        assertThat(pool("roi_pool(x, boxes='b', output_size=[1,2])", Shape.of(1, 2), map, 0, 0, 1, 0))
                .containsExactly(-Float.MAX_VALUE, 2);
        assertThat(pool("roi_align(x, boxes='b', output_size=[1,2], aligned=true)", Shape.of(1, 2), map, 0, 0, 2, 1))
                .containsExactly(Float.NaN, 2);
    }

    @Test
    void pointsBesideTheMapAddNothingWhateverTheFirstElementIs() {
        assertThat(pool(
                        "roi_align(x, boxes='b', output_size=1)",
                        Shape.of(1, 2),
                        new float[] {Float.NaN, 2},
                        9,
                        9,
                        10,
                        10))
                .containsExactly(0);
    }

    @Test
    void theResultHasTheBoxesFirst() {
        Pooling pooling = bind("roi_align(x, boxes='b', output_size=[2,3])", ElementType.FLOAT16, MAP, 5);

        assertThat(pooling.output()).isEqualTo(TensorType.of(ElementType.FLOAT16, Shape.of(5, 2, 2, 3)));
    }

    @Test
    void channelsCanComeLastAndBoxesCanBeFlat() {
        String expression = "roi_pool(x, boxes='b', output_size=1, layout='HWC')";
        TensorType map = TensorType.of(ElementType.FLOAT32, Shape.of(1, 2, 2));
        TensorType boxes = TensorType.of(ElementType.INT32, Shape.of(8));
        Pooling pooling = PoolingExpression.parse(expression).bind(map, Map.of("boxes", boxes));

        assertThat((float[]) apply(pooling, new float[] {1, 20, 2, 10}, new int[] {0, 0, 1, 0, 1, 0, 1, 0}))
                .containsExactly(2, 20, 2, 10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NaN | box 0 has y1 = NaN (must be within 2^30 elements of the map)",
                "-Infinity | box 0 has y1 = -Infinity (must be within 2^30 elements of the map)",
                "1e30 | box 0 has y1 = 1.0000000150474662E30 (must be within 2^30 elements of the map)"
            })
    void aBoxThatIsNoPlaceMakesABadRow(float number, String reason) {
        for (String operation : List.of("roi_pool", "roi_align")) {
            assertThatThrownBy(() -> pool(operation + "(x, boxes='b', output_size=1)", MAP, steps(), 0, number, 1, 1))
                    .isInstanceOf(InvalidTensorException.class)
                    .hasMessage(reason);
        }
    }

    @Test
    void aBoxOfTooManyPointsMakesABadRow() {
        assertThatThrownBy(() -> pool("roi_align(x, boxes='b', output_size=2)", MAP, steps(), 0, 0, 1e9f, 1))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessage("box 0 is 1.0E9 long on an axis of 7: 1000000000 points (at most 65536)");
    }

    @Test
    void aBoxFarLargerThanTheMapIsAsGoodAsItsPointsOnTheMap() {
        float[] map = new float[4];
        Arrays.fill(map, 60_000f * 60_000);

        // of 60 000 x 60 000 points with a distance of 1, at i + 0.5, those at 0.5 and 1.5 lie on the map on each axis
        assertThat(pool("roi_align(x, boxes='b', output_size=1)", Shape.of(2, 2), map, 0, 0, 60_000, 60_000))
                .containsExactly(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roi_pool(x, output_size=1) | Missing parameter of roi_pool: boxes",
                "roi_pool(x, boxes=null, output_size=1) | Invalid boxes: null (must name a column)",
                "roi_pool(x, boxes='b', output_size=0) | Invalid output_size: 0 (must be a positive integer",
                "roi_align(x, boxes='b', output_size=1, sampling_ratio=129)"
                        + " | Invalid sampling_ratio: 129 (must be at most 128)",
                "roi_align(x, boxes='b', output_size=1, spatial_scale=0) | Invalid spatial_scale: 0",
                "roi_align(x, boxes='b', output_size=1, reduction='max')"
                        + " | Invalid reduction: 'max' (with mode='onnx' only: torchvision has none)",
                "roi_align(x, boxes='b', output_size=1, mode='keras') | Invalid mode: 'keras' for roi_align (Keras has"
            })
    void refusesWhatCannotBe(String expression, String message) {
        assertThatThrownBy(() -> bind(expression, ElementType.FLOAT32, MAP, 1))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesBoxesThatAreNoFours() {
        TensorType five = TensorType.of(ElementType.FLOAT32, Shape.of(4, 5));

        assertThatThrownBy(() -> PoolingExpression.parse("roi_pool(x, boxes='b', output_size=1)")
                        .bind(TensorType.of(ElementType.FLOAT32, MAP), Map.of("boxes", five)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid boxes: float32 4x5 (must be K x 4: x1, y1, x2, y2)");
    }

    private float[] integers(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextInt(200) - 100;
        }
        return values;
    }

    static Pooling bind(String expression, ElementType type, Shape shape, int boxes) {
        return PoolingExpression.parse(expression)
                .bind(TensorType.of(type, shape), Map.of("boxes", TensorType.of(type, Shape.of(boxes, 4))));
    }

    private static float[] pool(String expression, Shape shape, float[] map, float... boxes) {
        return (float[]) apply(bind(expression, ElementType.FLOAT32, shape, boxes.length / 4), map, boxes);
    }

    static Object apply(Pooling pooling, Object map, Object boxes) {
        Object result =
                pooling.output().elementType().newArray(pooling.output().shape().elementCount());
        TensorView[] inputs = {
            new TensorView(pooling.inputs().get(0)).moveTo(map, 0),
            new TensorView(pooling.inputs().get(1)).moveTo(boxes, 0)
        };
        Kernels.of(pooling).pool(inputs, new TensorView[] {new TensorView(pooling.output()).moveTo(result, 0)});
        return result;
    }
}
