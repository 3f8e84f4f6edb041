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
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Asks ONNX Runtime and us, with {@code mode='onnx'}, to pool whole maps. A maximum must be the same but for
 * the sign of zero; averages and norms of both must lie within the bound of {@link OnnxFormula}.
 */
class OnnxWholeMapsParityTest {
    private static final int ALL_CASES = 1_000;
    private static final Map<String, String> GLOBAL =
            Map.of("max", "GlobalMaxPool", "avg", "GlobalAveragePool", "lp", "GlobalLpPool");

    private final long seed = Long.getLong("parity.seed", System.nanoTime() & 0xffff_ffffL);
    private final int cases = Integer.getInteger("parity.cases", ALL_CASES);
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Tally tally = Tally.ofOnnx();

    @Test
    void poolsWholeMapsAsOnnxRuntimeDoes() throws OrtException, IOException {
        for (int number = 0; number < cases; number++) {
            for (String family : List.of("max", "avg", "lp")) {
                Shape shape = shape(random.nextInt(1, 4));
                Object values = new RandomValues(random).array(ElementType.FLOAT32, shape.elementCount(), 1);
                pool(
                        family,
                        PoolCase.of(family + "_pool" + (shape.rank() - 1) + "d", ElementType.FLOAT32, shape, values));
            }
        }
        if (cases >= ALL_CASES) {
            tally.requireDocumented("onnx-whole-maps", getClass().getSimpleName(), seed);
        }
    }

    /** The formula sees one window as large as the map. */
    private void pool(String family, PoolCase question) throws OrtException {
        List<Integer> axes =
                IntStream.rangeClosed(1, question.pooledAxes()).boxed().toList();
        int norm = random.nextInt(1, 5);
        boolean isNorm = family.equals("lp");
        OnnxModel model = OnnxModel.of(GLOBAL.get(family)).inOpset(21);
        OnnxFormula formula = new OnnxFormula(question.with(
                        "kernel_size", axes.stream().map(question.shape()::size).toList())
                .with("norm_type", norm));
        String expression = "global_%s_pool(x, axes=%s%s, mode='onnx')"
                .formatted(family, axes, isNorm ? ", norm_type=" + norm : "");
        Answer ours = Ours.answer(expression, pooled(question), Map.of()).get(0);
        Answer theirs = answer(OnnxRuntime.ask(
                isNorm ? model.with("p", norm) : model,
                new OnnxTensorValue(question.type(), batchOfOne(question.shape()), question.values())));
        String what = "seed %d, %s of %s".formatted(seed, expression, question.shape());
        if (family.equals("max")) {
            requireSameMaxima(what, formula, (float[]) ((Answer.Pooled) ours).values(), theirs);
        } else {
            assertThat(formula.expectation().objection(ours)).as(what).isEmpty();
            assertThat(formula.expectation().objection(theirs))
                    .as(what + ", ONNX Runtime")
                    .isEmpty();
        }
        boolean equal = new Expectation.Same(theirs).objection(ours).isEmpty();
        Outcome other = family.equals("max") ? Outcome.EXCEPTION : Outcome.WITHIN;
        tally.count("global_" + family + "_pool", question.type(), equal ? Outcome.EQUAL : other);
    }

    private static void requireSameMaxima(String what, OnnxFormula formula, float[] ours, Answer theirs) {
        float[] expected = (float[]) ((Answer.Pooled) theirs).values();
        assertThat(ours).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < ours.length; i++) {
            DoubleStream numbers = DoubleStream.of(formula.numbers(i));
            assertThat(Double.valueOf(ours[i] + 0.0))
                    .as(what)
                    .isEqualTo(Double.valueOf(numbers.reduce(Double.NEGATIVE_INFINITY, Math::max) + 0.0));
            if (!Float.isNaN(ours[i]) && ours[i] > -Float.MAX_VALUE) {
                assertThat(expected[i] + 0f).as(what + ", ONNX Runtime").isEqualTo(ours[i] + 0f);
            }
        }
    }

    private Shape shape(int axes) {
        return Shape.of(
                IntStream.range(0, axes + 1).map(axis -> random.nextInt(1, 10)).toArray());
    }

    private static Answer.Pooled pooled(PoolCase question) {
        return new Answer.Pooled(question.type(), question.shape(), question.values());
    }

    private static Answer answer(OnnxTensorValue theirs) {
        int[] sizes = IntStream.of(theirs.shape().toArray()).skip(1).toArray();
        return new Answer.Pooled(theirs.type(), Shape.of(sizes), theirs.values());
    }

    private static Shape batchOfOne(Shape shape) {
        return Shape.of(
                IntStream.concat(IntStream.of(1), IntStream.of(shape.toArray())).toArray());
    }
}
