package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.sparkpooling.parity.Tally.Outcome;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Asks ONNX Runtime and us, with {@code mode='onnx'}, for averages and maxima of random boxes: inside, across the edge, outside, and
 * such that end before they begin. Averages must be the same bits, and so must maxima but for the sign of zero, which with it depends
 * on the first element of the map.
 */
class OnnxRegionParityTest {
    private static final int ALL_CASES = 2_000;

    private final long seed = Long.getLong("parity.seed", System.nanoTime() & 0xffff_ffffL);
    private final int cases = Integer.getInteger("parity.cases", ALL_CASES);
    private final Tally tally = Tally.ofOnnx();

    /** One question to both. */
    private record Question(Answer.Pooled map, Answer.Pooled boxes, int rows, int columns, int ratio, float scale) {

        static Question random(SplittableRandom random) {
            ElementType type = random.nextInt(4) == 0 ? ElementType.FLOAT64 : ElementType.FLOAT32;
            Shape shape = Shape.of(1 + random.nextInt(3), 1 + random.nextInt(12), 1 + random.nextInt(12));
            float scale = Math.scalb(1f, random.nextInt(3) - 1);
            int ratio = random.nextInt(4);
            Answer.Pooled boxes = drawn(random, type, Shape.of(1 + random.nextInt(3), 4), -4 / scale, 15 / scale);
            if (ratio == 0) {
                putInOrder(Ours.view(boxes));
            }
            return new Question(
                    drawn(random, type, shape, -4, 4),
                    boxes,
                    1 + random.nextInt(5),
                    1 + random.nextInt(5),
                    ratio,
                    scale);
        }

        /** Left before right and upper before lower: of other boxes ONNX Runtime cannot tell the number of points. */
        private static void putInOrder(TensorView boxes) {
            for (int i = 0; i < boxes.type().shape().elementCount(); i += i % 4 == 0 ? 1 : 3) {
                double first = boxes.number(i);
                double second = boxes.number(i + 2);
                boxes.setNumber(i, Math.min(first, second));
                boxes.setNumber(i + 2, Math.max(first, second));
            }
        }

        private static Answer.Pooled drawn(
                SplittableRandom random, ElementType type, Shape shape, double low, double high) {
            Answer.Pooled tensor = new Answer.Pooled(type, shape, type.newArray(shape.elementCount()));
            for (int i = 0; i < shape.elementCount(); i++) {
                Ours.view(tensor).setNumber(i, low + (high - low) * random.nextDouble());
            }
            return tensor;
        }

        Answer theirs(boolean aligned, String reduction) throws OrtException {
            OnnxModel model = OnnxModel.of("RoiAlign")
                    .inOpset(21)
                    .with("coordinate_transformation_mode", aligned ? "half_pixel" : "output_half_pixel")
                    .with("mode", reduction)
                    .with("output_height", rows)
                    .with("output_width", columns)
                    .with("sampling_ratio", ratio)
                    .with("spatial_scale", scale);
            int count = boxes.shape().size(0);
            Shape maps = Shape.of(
                    1, map.shape().size(0), map.shape().size(1), map.shape().size(2));
            OnnxTensorValue answer = OnnxRuntime.ask(
                    model,
                    new OnnxTensorValue(map.type(), maps, map.values()),
                    new OnnxTensorValue(boxes.type(), boxes.shape(), boxes.values()),
                    OnnxTensorValue.ofLongs(Shape.of(count), new long[count]));
            return new Answer.Pooled(answer.type(), answer.shape(), answer.values());
        }

        String expression(boolean aligned, String reduction) {
            return "roi_align(x, boxes='b', output_size=[%d, %d], spatial_scale=%s, sampling_ratio=%d%s, reduction='%s', mode='onnx')"
                    .formatted(rows, columns, scale, ratio, aligned ? "" : ", aligned=false", reduction);
        }

        Answer ours(String expression) {
            return Ours.answer(expression, map, Map.of("boxes", boxes)).get(0);
        }
    }

    @Test
    void poolsRegionsAsOnnxRuntimeDoes() throws OrtException, IOException {
        for (int number = 0; number < cases; number++) {
            Question question = Question.random(RandomCases.randomFor(seed, number));
            for (String reduction : List.of("avg", "max")) {
                compare(number, question, number % 2 == 0, reduction);
            }
        }
        assertThat(tally.total(Outcome.EQUAL)).as("seed %d", seed).isGreaterThan(cases);
        if (cases >= ALL_CASES) {
            tally.requireDocumented("onnx-regions", getClass().getSimpleName(), seed);
        }
    }

    private void compare(int number, Question question, boolean aligned, String reduction) throws OrtException {
        String expression = question.expression(aligned, reduction);
        Answer.Pooled theirs = (Answer.Pooled) question.theirs(aligned, reduction);
        Answer ours = question.ours(expression);
        Optional<String> objection = new Expectation.Same(theirs).objection(ours);
        if (objection.isPresent() && reduction.equals("max")) {
            objection =
                    new Expectation.Same(withoutSignOfZero(theirs)).objection(withoutSignOfZero((Answer.Pooled) ours));
            tally.count("roi_align, max", question.map().type(), Outcome.EXCEPTION);
        } else {
            tally.count("roi_align, " + reduction, question.map().type(), Outcome.EQUAL);
        }
        assertThat(objection)
                .as(
                        "seed %d, case %d, %s of %s",
                        seed, number, expression, question.map().shape())
                .isEmpty();
    }

    private static Answer.Pooled withoutSignOfZero(Answer.Pooled tensor) {
        TensorView view = Ours.view(tensor);
        for (int i = 0; i < tensor.shape().elementCount(); i++) {
            view.setNumber(i, view.number(i) + 0.0);
        }
        return tensor;
    }
}
