package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Where we differ from PyTorch on purpose: the whole list, which the page {@code docs/parity.md} repeats. Whatever none of
 * these speaks of must be PyTorch's bits or PyTorch's refusal. The first one that speaks of a question decides.
 */
enum Difference {
    EMPTY_OUTPUT(
            "`adaptive_*` with an `output_size` of 0",
            "refused",
            "a tensor without elements is a mistake in a dataset; PyTorch returns it",
            question -> question.gives("output_size")
                    && Arrays.stream(question.longs("output_size", new long[0])).anyMatch(size -> size == 0),
            question -> refused()),
    INTEGER_NORM(
            "`lp_pool*` of integers",
            "computed in float64; float32 of 8 and 16 bits, else float64; within the bounds of a float64 norm",
            "PyTorch divides them as integers on the way and loses the fraction",
            question -> isNorm(question) && !question.type().isFloatingPoint(),
            Difference::inFloat64),
    INTEGER_ADAPTIVE_AVERAGE(
            "`adaptive_avg_pool*` of integers",
            "averaged in float64; float32 of 8 and 16 bits, else float64; within the bounds of a float64 average",
            "PyTorch refuses them",
            question -> question.operation().startsWith("adaptive_avg")
                    && !question.type().isFloatingPoint(),
            Difference::inFloat64),
    MORE_INTEGERS(
            "`avg_pool*` of integers other than int64 and of bool; `sum_pool*` of them",
            "accepted; PyTorch's int64 average of the widened numbers, a bad row where it is beyond the type; sums stay int64",
            "PyTorch has no kernel",
            question -> Set.of("avg_pool", "sum_pool").contains(question.family())
                    && !pyTorchAdds(question.type())
                    && question.type() != ElementType.UINT64,
            Difference::asInt64),
    DIVISOR_IN_1D(
            "`avg_pool1d` with `divisor_override`",
            "accepted; the bits of `avg_pool2d` of a single row",
            "PyTorch's parameter exists in 2d and 3d only",
            question -> question.operation().equals("avg_pool1d") && question.gives("divisor_override"),
            question -> new Expectation.Same(Torch.ask(question))),
    PADDING_PER_SIDE(
            "`padding` with a pair for an axis, `'same'`, `'same_lower'`",
            "accepted; the bits for a tensor padded beforehand, an average only counting it if asked; 16 bits rounded once",
            "the padding of PyTorch's pooling is the same on both sides",
            Sides::differ,
            Difference::asPadded),
    MORE_ELEMENT_TYPES(
            "`max_pool*`, `min_pool*` of uint16, uint32, bool; `adaptive_max_pool*` of any integer",
            "accepted; exact",
            "comparing them is well defined; PyTorch has no kernel",
            question -> isMaximum(question) && !question.type().isFloatingPoint() && !pyTorchCompares(question),
            Formula::of),
    DILATED_SUM(
            "`sum_pool*` with `dilation`",
            "accepted; within (taps + 1) · 2⁻²⁴ · Σ\\|x\\| (float64: 2⁻⁵³) of the exact sum",
            "PyTorch's average, from which its sum comes, has no dilation",
            question -> question.operation().startsWith("sum_pool")
                    && question.gives("dilation")
                    && pyTorchAdds(question.type()),
            Formula::of),
    INPUT_SMALLER_THAN_KERNEL(
            "`sum_pool3d`, `lp_pool3d` of an axis shorter than the kernel",
            "accepted where an output is left; within the bound of a dilated sum",
            "the average they stem from refuses in 3d what it accepts in 1d and 2d",
            Difference::isSmallIn3d,
            Formula::of),
    MEAN_OF_THE_WHOLE_MAP(
            "`adaptive_avg_pool*` with one output",
            "half a unit in the last place of the true mean, plus what float64 adds: taps · 2⁻⁵³ · mean \\|x\\|"
                    + " (float64: one unit and a half)",
            "PyTorch adds blocks whose size depends on the machine, so its bits are no promise; ours are closer",
            question -> question.operation().startsWith("adaptive_avg") && question.hasOneOutput(),
            Formula::preciseMean),
    OTHER_NORMS(
            "`lp_pool*` with a `norm_type` other than 0.5, 1 and 2",
            "within the bound of a sum in the element's type, carried through the root, and 4 units of that type",
            "PyTorch's powers depend on the machine's vectors; ours are Java's StrictMath, the same everywhere",
            question -> isNorm(question) && !Set.of(0.5, 1.0, 2.0).contains(question.number("norm_type", 0)),
            Formula::of),
    SIXTEEN_BIT_ROUNDED_ONCE(
            "`avg_pool3d`, `sum_pool3d`, `adaptive_avg_pool3d`, `lp_pool*` of float16 and bfloat16",
            "PyTorch's float32 result, rounded once; an average of -0 is +0",
            "PyTorch has no such average in 3d, and rounds after each step of the others",
            question ->
                    isSixteenBit(question) && (isNorm(question) || question.pooledAxes() == 3 && !isMaximum(question)),
            Difference::asFloat32);

    private final String what;
    private final String ours;
    private final String reason;
    private final Predicate<PoolCase> applies;
    private final Function<PoolCase, Expectation> expectation;

    Difference(
            String what,
            String ours,
            String reason,
            Predicate<PoolCase> applies,
            Function<PoolCase, Expectation> expectation) {
        this.what = what;
        this.ours = ours;
        this.reason = reason;
        this.applies = applies;
        this.expectation = expectation;
    }

    /** The difference that decides a question; nothing where PyTorch does. */
    static Optional<Difference> of(PoolCase question) {
        return Arrays.stream(values())
                .filter(difference -> difference.applies.test(question))
                .findFirst();
    }

    /** What our answer must be. */
    Expectation expectation(PoolCase question) {
        return expectation.apply(question);
    }

    /** Its row in the table of the page. */
    String row() {
        return "| %s | %s | %s | `%s` |".formatted(what, ours, reason, name());
    }

    private static Expectation refused() {
        return new Expectation.Same(new Answer.Refused("on purpose"));
    }

    private static boolean isNorm(PoolCase question) {
        return question.operation().startsWith("lp_pool");
    }

    private static boolean isMaximum(PoolCase question) {
        return Set.of("max_pool", "min_pool", "adaptive_max_pool").contains(question.family());
    }

    private static boolean pyTorchCompares(PoolCase question) {
        Set<ElementType> signedAndByte = EnumSet.of(
                ElementType.INT8, ElementType.INT16, ElementType.INT32, ElementType.INT64, ElementType.UINT8);
        return !question.operation().startsWith("adaptive") && signedAndByte.contains(question.type());
    }

    private static boolean pyTorchAdds(ElementType type) {
        return type.isFloatingPoint() || type == ElementType.INT64;
    }

    private static boolean isSixteenBit(PoolCase question) {
        return question.type() == ElementType.FLOAT16 || question.type() == ElementType.BFLOAT16;
    }

    private static boolean isSmallIn3d(PoolCase question) {
        boolean beyondPyTorch = Set.of("sum_pool3d", "lp_pool3d").contains(question.operation());
        if (!beyondPyTorch || !pyTorchAdds(question.type())) {
            return false;
        }
        long[] kernel = question.longs("kernel_size", new long[0]);
        Shape shape = question.shape();
        return IntStream.range(0, 3).anyMatch(axis -> shape.size(shape.rank() - 3 + axis) < kernel[axis]);
    }

    private static Expectation asInt64(PoolCase question) {
        int count = Array.getLength(question.values());
        long[] widened = IntStream.range(0, count)
                .mapToLong(index -> Elements.integer(question.type(), question.values(), index))
                .toArray();
        PoolCase wide = question.withValues(ElementType.INT64, widened);
        if (question.gives("dilation") || isSmallIn3d(wide)) {
            return Formula.of(wide);
        }
        Answer answer = Torch.ask(wide);
        if (question.family().equals("sum_pool") || answer instanceof Answer.Refused) {
            return new Expectation.Same(answer);
        }
        Answer.Pooled pooled = (Answer.Pooled) answer;
        Object narrow = question.type().newArray(pooled.shape().elementCount());
        for (int index = 0; index < pooled.shape().elementCount(); index++) {
            long value = ((long[]) pooled.values())[index];
            if (value < Elements.smallest(question.type()) || value > Elements.largest(question.type())) {
                return refused();
            }
            Elements.setBits(narrow, index, value);
        }
        return new Expectation.Same(new Answer.Pooled(question.type(), pooled.shape(), narrow));
    }

    private static Expectation inFloat64(PoolCase question) {
        double[] widened = IntStream.range(0, Array.getLength(question.values()))
                .mapToDouble(index -> Elements.integer(question.type(), question.values(), index))
                .toArray();
        PoolCase wide = question.withValues(ElementType.FLOAT64, widened);
        Answer answer = Torch.ask(wide);
        return answer instanceof Answer.Refused && !isSmallIn3d(wide)
                ? new Expectation.Same(answer)
                : Formula.roundedTo(question.type().bytes() <= 2 ? ElementType.FLOAT32 : ElementType.FLOAT64, wide);
    }

    private static Expectation asFloat32(PoolCase question) {
        return new Expectation.Same(Torch.askIn(ElementType.FLOAT32, question));
    }

    private static Expectation asPadded(PoolCase question) {
        return isSixteenBit(question) && !isMaximum(question)
                ? asFloat32(question)
                : new Expectation.Same(Torch.ask(question));
    }
}
