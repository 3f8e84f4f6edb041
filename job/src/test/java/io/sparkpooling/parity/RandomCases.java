package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Questions drawn at random, each a pure function of the run's seed and its own number. Most are legal; one in twelve has one
 * parameter out of order, since a refusal is an answer too. Tensors are small, but their rows and channels reach past the
 * width of any vector register; one in a hundred is large, past the blocks that a kernel may work in.
 */
final class RandomCases {
    private static final List<String> FAMILIES = List.of(
            "max_pool", "min_pool", "avg_pool", "sum_pool", "lp_pool", "adaptive_max_pool", "adaptive_avg_pool");
    private static final List<ElementType> FLOATS =
            List.of(ElementType.FLOAT32, ElementType.FLOAT64, ElementType.FLOAT16, ElementType.BFLOAT16);
    private static final List<ElementType> INTEGERS =
            List.of(ElementType.INT64, ElementType.INT32, ElementType.INT16, ElementType.INT8, ElementType.UINT8);
    private static final List<ElementType> MORE_INTEGERS =
            List.of(ElementType.UINT16, ElementType.UINT32, ElementType.BOOL);
    private static final List<Object> NORMS = List.of(1, 2, 3, 4, 1.5, 0.5, 2.0);
    private static final int LARGEST_OF_MOST = 6_000;
    private static final int LARGEST = 150_000;

    private final SplittableRandom random;
    private final int axes;
    private final boolean wild;
    private final boolean large;

    private RandomCases(SplittableRandom random) {
        this.random = random;
        this.axes = random.nextInt(1, 4);
        this.wild = random.nextInt(12) == 0;
        this.large = random.nextInt(100) == 0;
    }

    /** The question with this number in the run with this seed. */
    static PoolCase question(long seed, int number) {
        return new RandomCases(randomFor(seed, number)).question();
    }

    /** The source of randomness of one question. */
    static SplittableRandom randomFor(long seed, int number) {
        return new SplittableRandom(seed * 0x9e3779b97f4a7c15L ^ number * 0xd1342543de82ef95L);
    }

    private PoolCase question() {
        String family = oneOf(FAMILIES);
        Shape shape = shape();
        ElementType type = type(family);
        PoolCase empty = PoolCase.of(family + axes + "d", type, shape, type.newArray(0));
        PoolCase question = family.startsWith("adaptive") ? adaptive(empty) : windowed(empty);
        long largest = question.number("divisor_override", 1) < 0 ? 1L << 40 : Long.MAX_VALUE;
        return question.withValues(type, new RandomValues(random).array(type, shape.elementCount(), largest));
    }

    private ElementType type(String family) {
        boolean comparing = family.equals("max_pool") || family.equals("min_pool");
        boolean dividing = family.equals("avg_pool") || family.equals("sum_pool");
        if (comparing && random.nextInt(5) < 2) {
            return oneOf(random.nextInt(4) == 0 ? MORE_INTEGERS : INTEGERS);
        }
        if (dividing && random.nextInt(5) == 0) {
            return ElementType.INT64;
        }
        boolean integer = family.equals("adaptive_max_pool") ? random.nextInt(8) == 0 : wild && random.nextBoolean();
        return integer ? oneOf(INTEGERS) : oneOf(FLOATS);
    }

    private Shape shape() {
        List<Integer> sizes = new ArrayList<>();
        int leading = random.nextInt(4);
        for (int axis = 0; axis < leading; axis++) {
            sizes.add(axis == leading - 1 && random.nextInt(4) == 0 ? random.nextInt(4, 40) : random.nextInt(1, 4));
        }
        for (int axis = 0; axis < axes; axis++) {
            boolean wide = axis == axes - 1 && random.nextInt(4) == 0;
            sizes.add(random.nextInt(8) == 0 ? 1 : wide ? random.nextInt(10, 70) : random.nextInt(2, 10));
        }
        if (large) {
            int axis = random.nextInt(sizes.size());
            sizes.set(axis, sizes.get(axis) * random.nextInt(20, 60));
        }
        Shape shape = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
        return shape.elementCount() <= (large ? LARGEST : LARGEST_OF_MOST) ? shape : shape();
    }

    private PoolCase windowed(PoolCase start) {
        int[] sizes = pooledSizes(start.shape());
        int[] kernel = forEachAxis(axis -> {
            int largest = Math.min(sizes[axis], random.nextInt(8) == 0 ? 9 : 4);
            return random.nextInt(1, largest + 1 + (random.nextInt(20) == 0 ? 2 : 0));
        });
        PoolCase question = start;
        if (start.family().equals("lp_pool")) {
            question = question.with("norm_type", oneOf(NORMS));
        }
        question = question.with("kernel_size", value(kernel));
        if (random.nextInt(3) > 0) {
            question = question.with("stride", value(forEachAxis(axis -> random.nextInt(1, 5))));
        }
        if (!start.family().equals("lp_pool") && random.nextBoolean()) {
            question = question.with("padding", value(forEachAxis(axis -> random.nextInt(kernel[axis] / 2 + 1))));
        }
        if (random.nextInt(3) == 0) {
            question = question.with("ceil_mode", random.nextInt(8) > 0);
        }
        if (isComparing(start) && random.nextInt(16) == 0) {
            return hollow(question, sizes);
        }
        question = special(question);
        return wild ? disordered(question) : paddedPerSide(question, kernel, sizes);
    }

    private static boolean isComparing(PoolCase question) {
        return question.family().equals("max_pool") || question.family().equals("min_pool");
    }

    /** On some axes both taps of the only window lie in the padding, one before the map and one behind it. */
    private PoolCase hollow(PoolCase question, int[] sizes) {
        int[] hollow = forEachAxis(axis -> random.nextInt(2));
        return question.with("kernel_size", value(forEachAxis(axis -> 1 + hollow[axis])))
                .with("padding", value(hollow))
                .with("dilation", value(forEachAxis(axis -> hollow[axis] == 1 ? sizes[axis] + 1 : 1)));
    }

    /** Now and then, where it can be said with a padded tensor what PyTorch would answer. */
    private PoolCase paddedPerSide(PoolCase question, int[] kernel, int[] sizes) {
        boolean wholeWindows = IntStream.range(0, axes).allMatch(axis -> kernel[axis] <= sizes[axis]);
        boolean sayable = wholeWindows
                && !question.flag("ceil_mode", false)
                && !question.family().equals("lp_pool")
                && !(question.family().equals("sum_pool") && question.gives("dilation"))
                && !MORE_INTEGERS.contains(question.type());
        if (!sayable || random.nextInt(10) > 0) {
            return question;
        }
        List<Integer> dilation = LongStream.of(question.longs("dilation", new long[] {1, 1, 1}))
                .mapToObj(Math::toIntExact)
                .toList();
        List<Object> pairs = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            int extent = (kernel[axis] - 1) * dilation.get(axis) + 1;
            pairs.add(List.of(random.nextInt(extent), random.nextInt(extent)));
        }
        return question.with("padding", oneOf(List.of("same", "same_lower", pairs, pairs)));
    }

    /** The parameters that only some families have. */
    private PoolCase special(PoolCase question) {
        boolean sum = question.family().equals("sum_pool");
        if (isComparing(question) && random.nextInt(3) == 0 || sum && random.nextInt(12) == 0) {
            return question.with("dilation", value(forEachAxis(axis -> random.nextInt(1, 4))));
        }
        if (question.family().equals("avg_pool")) {
            PoolCase counting =
                    random.nextBoolean() ? question.with("count_include_pad", random.nextInt(4) == 0) : question;
            return random.nextInt(5) == 0
                    ? counting.with("divisor_override", random.nextInt(4) == 0 ? -3 : random.nextInt(1, 12))
                    : counting;
        }
        return question;
    }

    /** One parameter that no pooling can have, or that leaves no output. */
    private PoolCase disordered(PoolCase question) {
        List<String> names = List.copyOf(question.parameters().keySet());
        String name = oneOf(names);
        return switch (name) {
            case "padding" -> question.with(name, random.nextInt(-1, 5));
            case "divisor_override", "norm_type" -> question.with(name, 0);
            case "ceil_mode", "count_include_pad" -> question;
            default -> question.with(name, random.nextInt(3) == 0 ? random.nextInt(8, 90) : random.nextInt(-1, 1));
        };
    }

    private PoolCase adaptive(PoolCase start) {
        int[] sizes = pooledSizes(start.shape());
        boolean one = random.nextInt(10) == 0;
        int[] output = forEachAxis(axis -> {
            if (one) {
                return 1;
            }
            return random.nextInt(7) == 0 ? PoolCase.KEEP : random.nextInt(1, sizes[axis] + 4);
        });
        if (wild && random.nextBoolean()) {
            output[0] = random.nextInt(-2, 1);
        }
        return start.with("output_size", value(output));
    }

    private int[] pooledSizes(Shape shape) {
        return forEachAxis(axis -> shape.size(shape.rank() - axes + axis));
    }

    private int[] forEachAxis(IntUnaryOperator value) {
        return IntStream.range(0, axes).map(value).toArray();
    }

    /** One number or a list where one number serves all axes, else a list. */
    private Object value(int[] forAxes) {
        boolean equal = IntStream.of(forAxes).distinct().count() == 1;
        boolean list = !equal || random.nextBoolean();
        return list ? IntStream.of(forAxes).boxed().toList() : (Object) forAxes[0];
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
