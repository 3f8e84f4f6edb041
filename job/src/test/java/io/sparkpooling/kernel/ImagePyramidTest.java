package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.pooling.Output;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Image pyramids: several outputs of several shapes, each level the pooling of the one before. */
class ImagePyramidTest {
    private static final long SEED = System.nanoTime();
    private final Random random = new Random(SEED);

    @Test
    void everyLevelIsAnOutputOfItsOwn() {
        Pooling pooling = Pooled.bind("pyramid_pool2d(x)", ElementType.FLOAT32, 3, 21, 16);

        assertThat(pooling.outputs()).extracting(Output::suffix).containsExactly("level1", "level2", "level3");
        assertThat(pooling.outputs())
                .extracting(output -> output.type().shape())
                .containsExactly(Shape.of(3, 10, 8), Shape.of(3, 5, 4), Shape.of(3, 2, 2));
    }

    @Test
    void ceilModeKeepsTheBorder() {
        Pooling pooling = Pooled.bind("pyramid_pool2d(x, ceil_mode=true, levels=2)", ElementType.FLOAT32, 5, 1);

        assertThat(pooling.outputs())
                .extracting(output -> output.type().shape())
                .containsExactly(Shape.of(3, 1), Shape.of(2, 1));
        assertThat(levels(pooling, new float[] {1, 3, 5, 7, 9}))
                .containsExactly(new float[] {2, 6, 9}, new float[] {4, 9});
    }

    @ParameterizedTest
    @ValueSource(strings = {"max", "min", "sum"})
    void levelsAreWhatOneLargerWindowGives(String reduction) {
        float[] map = integers(2 * 19 * 26);
        Shape shape = Shape.of(2, 19, 26);
        Pooling pooling = PoolingExpression.parse("pyramid_pool2d(x, reduction='%s')".formatted(reduction))
                .bind(TensorType.of(ElementType.FLOAT32, shape));

        List<Object> levels = levels(pooling, map);

        for (int level = 1; level <= 3; level++) {
            String once = "%s_pool2d(x, kernel_size=%d)".formatted(reduction, 1 << level);
            assertThat(levels.get(level - 1)).as("seed %d", SEED).isEqualTo(Pooled.floats(once, shape, map));
        }
    }

    @Test
    void theAverageIsThatOfAveragesAndExactWhereTheyAre() {
        float[] map = integers(16 * 8);

        List<Object> levels = levels(Pooled.bind("pyramid_pool2d(x)", ElementType.FLOAT32, 16, 8), map);

        for (int level = 1; level <= 3; level++) {
            int side = 1 << level;
            float[] averages = (float[]) levels.get(level - 1);
            for (int i = 0; i < averages.length; i++) {
                double sum = 0;
                for (int tap = 0; tap < side * side; tap++) {
                    int row = i / (8 / side) * side + tap / side;
                    int column = i % (8 / side) * side + tap % side;
                    sum += map[row * 8 + column];
                }
                assertThat(averages[i]).as("seed %d", SEED).isEqualTo((float) (sum / side / side));
            }
        }
    }

    @Test
    void labelsKeepTheirTypeAndTheMostFrequentStays() {
        Pooling pooling = Pooled.bind("pyramid_pool2d(x, reduction='mode', levels=2)", ElementType.UINT8, 4, 4);
        byte[] labels = {
            7, 7, 3, 3,
            7, 1, 3, 2,
            9, 9, 9, 3,
            9, 9, 3, 3
        };

        assertThat(levels(pooling, labels)).containsExactly(new byte[] {7, 3, 9, 3}, new byte[] {3});
    }

    @ParameterizedTest
    @CsvSource({"truncate,INT8,0", "round,INT8,1", "float,FLOAT32,0.875"})
    void integersAreRoundedOnEveryLevelAsAsked(String result, ElementType type, double apex) {
        Pooling pooling = Pooled.bind(
                "pyramid_pool2d(x, levels=2, integer_result='%s')".formatted(result), ElementType.INT8, 4, 4);
        byte[] pixels = {0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1};

        Object level2 = levels(pooling, pixels).get(1);

        assertThat(pooling.outputs().get(1).type().elementType()).isEqualTo(type);
        assertThat(new TensorView(pooling.outputs().get(1).type())
                        .moveTo(level2, 0)
                        .number(0))
                .isEqualTo(apex);
    }

    @Test
    void channelsCanComeLast() {
        Pooling pooling = Pooled.bind("pyramid_pool2d(x, levels=1, layout='HWC')", ElementType.FLOAT32, 2, 2, 2);

        assertThat(levels(pooling, new float[] {1, 10, 2, 20, 3, 30, 4, 40})).containsExactly(new float[] {2.5f, 25});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pyramid_pool2d(x, levels=5) | Cannot pool 1x1x1 with kernel 2x2, padding 0: the output would be empty",
                "pyramid_pool2d(x, levels=33) | Invalid levels: 33 (must be at most 32)",
                "pyramid_pool2d(x, reduction='max', integer_result='round')"
                        + " | Invalid integer_result: 'round' (only with reduction='avg')",
                "pyramid_pool2d(x, integer_result='round') | Invalid integer_result: 'round' (float32 is no integer)",
                "pyramid_pool2d(x, reduction='var')"
                        + " | Invalid reduction: 'var' (must be 'avg', 'max', 'min', 'mode', 'median' or 'sum')"
            })
    void refusesWhatCannotBe(String expression, String message) {
        assertThatThrownBy(() -> Pooled.bind(expression, ElementType.FLOAT32, 1, 16, 16))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(message);
    }

    private float[] integers(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextInt(2001) - 1000;
        }
        return values;
    }

    private static List<Object> levels(Pooling pooling, Object values) {
        List<Object> levels = new ArrayList<>();
        List<TensorView> views = new ArrayList<>();
        for (Output output : pooling.outputs()) {
            levels.add(
                    output.type().elementType().newArray(output.type().shape().elementCount()));
            views.add(new TensorView(output.type()).moveTo(levels.get(levels.size() - 1), 0));
        }
        Kernels.of(pooling)
                .pool(
                        new TensorView[] {new TensorView(pooling.input()).moveTo(values, 0)},
                        views.toArray(TensorView[]::new));
        return levels;
    }
}
