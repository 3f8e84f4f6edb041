package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.report.Fidelity;
import io.sparkpooling.report.Picture;
import io.sparkpooling.report.PictureKind;
import io.sparkpooling.storage.StoredTensor;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColumnSampleTest {
    private static final TensorType MAP = TensorType.of(ElementType.FLOAT32, Shape.of(3, 5, 6));

    @Test
    void measuresTheNearestNeighbourReconstruction() {
        float[] x = random(90, 7);
        Fidelity fidelity = sample("max_pool2d(x, kernel_size=2)", MAP, x).fidelity();
        double error = 0;
        double kept = 0;
        double energy = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < 3; c++) {
            for (int h = 0; h < 5; h++) {
                for (int w = 0; w < 6; w++) {
                    double value = x[c * 30 + h * 6 + w];
                    double spread = maximum(x, c, Math.min(h / 2, 1), w / 2);
                    error += (value - spread) * (value - spread);
                    energy += value * value;
                    kept += spread * spread;
                    min = Math.min(min, value);
                    max = Math.max(max, value);
                }
            }
        }
        assertThat(fidelity.psnr()).isCloseTo(10 * Math.log10((max - min) * (max - min) / (error / 90)), within(1e-9));
        assertThat(fidelity.energyKept()).isCloseTo(kept / energy, within(1e-12));
        assertThat(fidelity.agreement()).isEqualTo(18.0 / 90);
    }

    @Test
    void measuresStabilityWhenTheMapMovesToTheRight() {
        float[] x = random(90, 8);
        float[] moved = new float[90];
        for (int i = 0; i < 90; i++) {
            moved[i] = x[i % 6 == 0 ? i : i - 1];
        }
        Fidelity fidelity = sample("max_pool2d(x, kernel_size=2)", MAP, x).fidelity();
        double[] still = new double[18];
        double[] after = new double[18];
        for (int o = 0; o < 18; o++) {
            still[o] = maximum(x, o / 6, o / 3 % 2, o % 3);
            after[o] = maximum(moved, o / 6, o / 3 % 2, o % 3);
        }
        assertThat(fidelity.shiftBefore().stability()).isCloseTo(stability(doubles(x), doubles(moved)), within(1e-12));
        assertThat(fidelity.shiftAfter().stability()).isCloseTo(stability(still, after), within(1e-12));
    }

    @Test
    void aConstantMapLosesNothing() {
        float[] x = new float[90];
        Arrays.fill(x, 1.5f);
        Fidelity fidelity = sample("avg_pool2d(x, kernel_size=2)", MAP, x).fidelity();
        assertThat(fidelity.agreement()).isEqualTo(1);
        assertThat(fidelity.energyKept()).isEqualTo(1);
        assertThat(fidelity.shiftAfter().stability()).isEqualTo(1);
    }

    @Test
    void valuesThatAreNoNumbersDoNotCount() {
        float[] x = random(90, 9);
        x[3] = Float.NaN;
        x[60] = Float.POSITIVE_INFINITY;
        Fidelity fidelity = sample("max_pool2d(x, kernel_size=1)", MAP, x).fidelity();
        assertThat(fidelity.elements()).isEqualTo(88);
        assertThat(fidelity.psnr()).isInfinite();
    }

    @Test
    void aResultOfOtherAxesIsNotCompared() {
        Fidelity fidelity = sample("spatial_pyramid_pool(x, levels=[1, 2])", MAP, random(90, 1))
                .fidelity();
        assertThat(fidelity).isEqualTo(Fidelity.NONE);
    }

    @Test
    void picturesTheChannelThatVariesMostFirst() {
        float[] x = random(90, 10);
        for (int i = 60; i < 90; i++) {
            x[i] *= 10;
        }
        List<Picture> pictures = sample("max_pool2d(x, kernel_size=2)", MAP, x).pictures();
        assertThat(pictures).hasSize(3);
        Picture first = pictures.get(0);
        assertThat(first.channel()).isEqualTo("axis 0 = 2");
        assertThat(first.kind()).isEqualTo(PictureKind.HEAT);
        assertThat(first.file()).isEqualTo("maps.parquet");
        assertThat(first.row()).isEqualTo(41);
        assertThat(first.before().width()).isEqualTo(6);
        assertThat(first.after().height()).isEqualTo(2);
        byte[] levels = first.before().decoded();
        for (int i = 0; i < 30; i++) {
            double expected = (x[60 + i] - first.low()) / (first.high() - first.low()) * 254;
            assertThat((double) (levels[i] & 0xff)).isCloseTo(expected, within(0.51));
        }
    }

    @Test
    void oneAxisIsALineThreeAreAFilmLabelsAreLabels() {
        TensorType signal = TensorType.of(ElementType.FLOAT32, Shape.of(2, 600));
        TensorType clip = TensorType.of(ElementType.FLOAT32, Shape.of(1, 9, 8, 100));
        Picture line = sample("avg_pool1d(x, kernel_size=2)", signal, random(1200, 2))
                .pictures()
                .get(0);
        Picture film = sample("avg_pool3d(x, kernel_size=2)", clip, random(7200, 3))
                .pictures()
                .get(0);
        assertThat(line.kind()).isEqualTo(PictureKind.LINE);
        assertThat(line.before().width()).isEqualTo(200);
        assertThat(film.kind()).isEqualTo(PictureKind.FILM);
        assertThat(film.before().frames()).isEqualTo(6);
        assertThat(film.before().width()).isEqualTo(50);
        TensorType classes = TensorType.of(ElementType.UINT8, Shape.of(1, 2, 4));
        Picture labels = sample("mode_pool2d(x, kernel_size=2)", classes, new byte[] {3, 3, 9, 9, 3, 7, 9, 9})
                .pictures()
                .get(0);
        assertThat(labels.kind()).isEqualTo(PictureKind.LABELS);
        assertThat(labels.labels()).containsExactly("9", "3", "7", "other");
        assertThat(labels.after().decoded()).containsExactly(1, 0);
    }

    private static ColumnSample sample(String text, TensorType type, Object values) {
        PoolingExpression expression = PoolingExpression.parse(text);
        Pooling pooling = expression.bind(type, Map.of());
        ColumnSample sample = new ColumnSample(new PlannedColumn(expression, List.<StoredTensor>of(), pooling), true);
        TensorView input = new TensorView(type).moveTo(values, 0);
        TensorView output = new TensorView(pooling.output())
                .moveTo(
                        pooling.output()
                                .elementType()
                                .newArray(pooling.output().shape().elementCount()),
                        0);
        Kernels.of(pooling).pool(new TensorView[] {input}, new TensorView[] {output});
        assertThat(sample.takes(type)).isTrue();
        sample.add(new PooledRow(pooling, input, output), "maps.parquet", 41);
        return sample;
    }

    private static double maximum(float[] x, int c, int oh, int ow) {
        int at = c * 30 + oh * 12 + ow * 2;
        return Math.max(Math.max(x[at], x[at + 1]), Math.max(x[at + 6], x[at + 7]));
    }

    private static double stability(double[] a, double[] b) {
        double difference = 0;
        double left = 0;
        double right = 0;
        for (int i = 0; i < a.length; i++) {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            left += a[i] * a[i];
            right += b[i] * b[i];
        }
        return 1 - Math.sqrt(difference) / (Math.sqrt(left) + Math.sqrt(right));
    }

    private static double[] doubles(float[] x) {
        double[] doubles = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            doubles[i] = x[i];
        }
        return doubles;
    }

    private static float[] random(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
