package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.sparkpooling.parity.Tally.Outcome;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Asks ONNX Runtime and us, with {@code mode='onnx'}, to unpool random tensors whose indices, each there once, lie anywhere in the
 * whole tensor. Only to the size that follows from the windows: to larger ones it goes PyTorch's way, not its specification's.
 */
class OnnxUnpoolParityTest {
    private static final int ALL_CASES = 2_000;

    private final long seed = Long.getLong("parity.seed", System.nanoTime() & 0xffff_ffffL);
    private final int cases = Integer.getInteger("parity.cases", ALL_CASES);
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Tally tally = Tally.ofOnnx();

    /** One window for each element on each axis. */
    private record Windows(List<Integer> kernel, List<Integer> stride, List<Integer> begin, List<Integer> end) {

        int size(int axis, int elements) {
            return (elements - 1) * stride.get(axis) + kernel.get(axis) - begin.get(axis) - end.get(axis);
        }

        OnnxModel model() {
            return OnnxModel.of("MaxUnpool")
                    .with("kernel_shape", kernel)
                    .with("strides", stride)
                    .with("pads", Stream.of(begin, end).flatMap(List::stream).toList());
        }

        String expression() {
            List<List<Integer>> pairs = IntStream.range(0, kernel.size())
                    .mapToObj(axis -> List.of(begin.get(axis), end.get(axis)))
                    .toList();
            return "max_unpool%dd(x, indices='i', kernel_size=%s, stride=%s, padding=%s, mode='onnx')"
                    .formatted(kernel.size(), kernel, stride, pairs);
        }
    }

    @Test
    void unpoolsAsOnnxRuntimeDoes() throws OrtException, IOException {
        for (int number = 0; number < cases; number++) {
            int axes = random.nextInt(1, 4);
            int[] shape = drawn(axes + 1, 1, 5).stream().mapToInt(size -> size).toArray();
            List<Integer> kernel = drawn(axes, 1, 5);
            Windows windows = new Windows(kernel, drawn(axes, 1, 4), below(kernel), below(kernel));
            int[] sizes = IntStream.range(0, axes)
                    .map(axis -> windows.size(axis, shape[axis + 1]))
                    .toArray();
            int places = IntStream.of(sizes).reduce(shape[0], (a, b) -> a * b);
            boolean fits = IntStream.of(sizes).allMatch(size -> size > 0) && places >= elements(shape);
            if (fits) {
                compare(windows, Shape.of(shape), places);
            }
        }
        assertThat(tally.total(Outcome.EQUAL)).as("seed %d", seed).isGreaterThan(cases / 4);
        if (cases >= ALL_CASES) {
            tally.requireDocumented("onnx-unpool", getClass().getSimpleName(), seed);
        }
    }

    private void compare(Windows windows, Shape shape, int places) throws OrtException {
        float[] values = new float[shape.elementCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        long[] indices = random.longs(0, places).distinct().limit(values.length).toArray();
        int[] batch =
                IntStream.concat(IntStream.of(1), IntStream.of(shape.toArray())).toArray();
        OnnxTensorValue theirs = OnnxRuntime.ask(
                windows.model(),
                OnnxTensorValue.ofFloats(Shape.of(batch), values),
                OnnxTensorValue.ofLongs(Shape.of(batch), indices));
        Answer ours = Ours.answer(
                        windows.expression(),
                        new Answer.Pooled(ElementType.FLOAT32, shape, values),
                        Map.of("indices", new Answer.Pooled(ElementType.INT64, shape, indices)))
                .get(0);
        int[] sizes = IntStream.of(theirs.shape().toArray()).skip(1).toArray();
        Answer expected = new Answer.Pooled(ElementType.FLOAT32, Shape.of(sizes), theirs.values());
        assertThat(new Expectation.Same(expected).objection(ours))
                .as("seed %d, %s of %s", seed, windows.expression(), shape)
                .isEmpty();
        tally.count("max_unpool" + windows.kernel().size() + "d", ElementType.FLOAT32, Outcome.EQUAL);
    }

    private List<Integer> drawn(int count, int low, int high) {
        return random.ints(count, low, high).boxed().toList();
    }

    private List<Integer> below(List<Integer> limits) {
        return limits.stream().map(random::nextInt).toList();
    }

    private static int elements(int... sizes) {
        return IntStream.of(sizes).reduce(1, (a, b) -> a * b);
    }
}
