package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Questions with {@code mode='onnx'} drawn at random, each a pure function of the run's seed and its own number. */
final class OnnxCases {
    private static final List<String> FAMILIES = List.of("max_pool", "avg_pool", "lp_pool");
    private static final List<ElementType> COMPARED =
            List.of(ElementType.FLOAT32, ElementType.FLOAT64, ElementType.FLOAT16, ElementType.INT8, ElementType.UINT8);
    private static final int LARGEST = 3_000;

    private final SplittableRandom random;
    private final int axes;

    private OnnxCases(SplittableRandom random) {
        this.random = random;
        this.axes = random.nextInt(1, 4);
    }

    static PoolCase question(long seed, int number) {
        return new OnnxCases(RandomCases.randomFor(seed, number)).question();
    }

    private PoolCase question() {
        String family = FAMILIES.get(random.nextInt(FAMILIES.size()));
        ElementType type = family.equals("max_pool") && random.nextInt(3) == 0
                ? COMPARED.get(random.nextInt(COMPARED.size()))
                : ElementType.FLOAT32;
        Shape shape = shape();
        Object values = new RandomValues(random).array(type, shape.elementCount(), Long.MAX_VALUE);
        PoolCase question = PoolCase.of(family + axes + "d", type, shape, values);
        if (family.equals("lp_pool")) {
            question = question.with("norm_type", random.nextInt(1, 5));
        }
        return windows(question, family).with("mode", "onnx");
    }

    private Shape shape() {
        int[] sizes = new int[axes + 1];
        sizes[0] = random.nextInt(1, 5);
        for (int axis = 1; axis <= axes; axis++) {
            sizes[axis] = random.nextInt(8) == 0 ? 1 : random.nextInt(2, 14);
        }
        Shape shape = Shape.of(sizes);
        return shape.elementCount() <= LARGEST ? shape : shape();
    }

    private PoolCase windows(PoolCase start, String family) {
        int[] kernel = IntStream.range(0, axes)
                .map(axis -> random.nextInt(1, 1 + Math.min(start.shape().size(axis + 1), 5)))
                .toArray();
        PoolCase question = start.with("kernel_size", each(axis -> kernel[axis]));
        if (random.nextInt(4) > 0) {
            question = question.with("stride", each(axis -> random.nextInt(1, 5)));
        }
        if (random.nextInt(3) > 0) {
            question = question.with("padding", padding(kernel));
        }
        if (random.nextInt(4) == 0) {
            question = question.with("dilation", each(axis -> random.nextInt(1, 4)));
        }
        if (random.nextInt(3) == 0) {
            question = question.with("ceil_mode", true);
        }
        return family.equals("avg_pool") && random.nextBoolean()
                ? question.with("count_include_pad", random.nextBoolean())
                : question;
    }

    private Object padding(int[] kernel) {
        return switch (random.nextInt(6)) {
            case 0 -> "same";
            case 1 -> "same_lower";
            case 2 -> "valid";
            case 3 -> each(axis -> random.nextInt(kernel[axis]));
            default -> each(axis -> List.of(random.nextInt(kernel[axis]), random.nextInt(kernel[axis])));
        };
    }

    private <T> List<Object> each(IntFunction<T> value) {
        List<Object> values = new ArrayList<>();
        IntStream.range(0, axes).forEach(axis -> values.add(value.apply(axis)));
        return values;
    }
}
