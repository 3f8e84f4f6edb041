package io.sparkpooling.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What TensorFlow, Keras, Flax, xarray and GDAL answered to random questions. The files {@code frameworks/*.tsv} hold their answers,
 * each with the program's version and the seed in its first line; {@code frameworks/generate.py} wrote them. Maxima and minima must
 * be the same numbers; averages and sums, which each adds in an order of its own, must agree to 20 bits of what is added.
 */
class FrameworksTest {

    /** One line of a file. */
    private record Answer(String expression, Shape from, float[] input, Shape to, float[] output) {

        static Answer of(String line) {
            String[] fields = line.split("\t");
            return new Answer(fields[0], shape(fields[1]), floats(fields[2]), shape(fields[3]), floats(fields[4]));
        }

        private static Shape shape(String sizes) {
            return Shape.of(
                    Stream.of(sizes.split(",")).mapToInt(Integer::parseInt).toArray());
        }

        private static float[] floats(String numbers) {
            String[] words = numbers.split(" ");
            float[] floats = new float[words.length];
            for (int i = 0; i < words.length; i++) {
                floats[i] = Float.parseFloat(words[i]);
            }
            return floats;
        }

        boolean adds() {
            return expression.contains("avg_pool") || expression.contains("sum_pool");
        }

        /** What an average or a sum may be off by. */
        double slack() {
            double largest = IntStream.range(0, input.length)
                    .mapToDouble(i -> Math.abs(input[i]))
                    .filter(Double::isFinite)
                    .max()
                    .orElse(0);
            return 0x1p-20 * largest * (expression.contains("sum_pool") ? input.length : 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tensorflow", "keras", "flax", "xarray", "gdal"})
    void modesGiveTheFrameworksAnswers(String framework) throws IOException {
        List<Answer> answers = answers(framework);
        assertThat(answers).hasSizeGreaterThanOrEqualTo(60);
        answers.forEach(FrameworksTest::requireSame);
    }

    private static List<Answer> answers(String framework) throws IOException {
        try (var in = FrameworksTest.class.getResourceAsStream("/frameworks/" + framework + ".tsv")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Answer::of)
                    .toList();
        }
    }

    private static void requireSame(Answer answer) {
        String what = answer.expression + " of " + answer.from;
        Pooling pooling = Pooled.bind(answer.expression, ElementType.FLOAT32, answer.from.toArray());
        assertThat(pooling.output().shape()).as(what).isEqualTo(answer.to);
        float[] pooled = (float[]) Pooled.apply(pooling, answer.input);
        for (int i = 0; i < pooled.length; i++) {
            String where = what + ", element " + i;
            if (answer.adds() && !Float.isNaN(answer.output[i])) {
                assertThat((double) pooled[i]).as(where).isCloseTo(answer.output[i], within(answer.slack()));
            } else {
                assertThat(Float.valueOf(pooled[i])).as(where).isEqualTo(Float.valueOf(answer.output[i]));
            }
        }
    }
}
