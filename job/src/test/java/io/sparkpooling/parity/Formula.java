package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The definition of averages, sums and Lp norms, computed exactly or in float64, with a bound for what arithmetic in the
 * element's type may add. Serves where PyTorch has no answer or not the one that we want; written from the formulas, slowly, and
 * apart from the code under test.
 */
final class Formula {
    private static final double UNIT32 = 0x1p-24;
    private static final double UNIT64 = 0x1p-53;

    private final PoolCase question;
    private final ElementType type;
    private final FormulaWindows windows;

    private Formula(PoolCase question) {
        this.question = question;
        this.type = question.type();
        this.windows = FormulaWindows.of(question);
    }

    /** The question's average, sum, norm or integer extreme, as arithmetic one tap after the other gives it. */
    static Expectation of(PoolCase question) {
        if (Torch.ask(windowsOf(question)) instanceof Answer.Refused refused) {
            return new Expectation.Same(refused);
        }
        Formula formula = new Formula(question);
        return switch (question.family()) {
            case "lp_pool" -> formula.expectation(formula::norm);
            case "sum_pool" -> formula.expectation(taps -> formula.quotient(taps, 1));
            case "avg_pool" -> formula.expectation(taps -> formula.quotient(taps, formula.divisor(taps)));
            case "max_pool", "min_pool", "adaptive_max_pool" -> new Expectation.Same(formula.integers());
            default -> throw new IllegalArgumentException(question.operation());
        };
    }

    /** The maximum over windows of the same kind, which PyTorch refuses for the same reasons. */
    private static PoolCase windowsOf(PoolCase question) {
        String family = question.gives("output_size") ? "adaptive_max_pool" : "max_pool";
        Object zeros = new float[question.shape().elementCount()];
        PoolCase windows =
                PoolCase.of(family + question.pooledAxes() + "d", ElementType.FLOAT32, question.shape(), zeros);
        for (String name : List.of("kernel_size", "stride", "padding", "dilation", "ceil_mode", "output_size")) {
            windows = question.gives(name)
                    ? windows.with(name, question.parameters().get(name))
                    : windows;
        }
        return windows;
    }

    /** The mean of each window, but for the rounding to the element type. */
    static Expectation preciseMean(PoolCase question) {
        Formula formula = new Formula(question);
        return formula.expectation(formula::mean);
    }

    /** A norm or an average of float64 numbers, rounded to another type in the end. */
    static Expectation roundedTo(ElementType result, PoolCase question) {
        if (Torch.ask(windowsOf(question)) instanceof Answer.Refused refused) {
            return new Expectation.Same(refused);
        }
        Formula formula = new Formula(question);
        Reduction reduction = question.family().equals("lp_pool")
                ? formula::norm
                : taps -> formula.quotient(taps, taps.indices().length);
        return formula.expectation(reduction) instanceof Expectation.Within within
                ? within.roundedTo(result)
                : formula.expectation(reduction);
    }

    private interface Reduction {
        Interval of(FormulaWindows.Taps taps);
    }

    private Expectation expectation(Reduction reduction) {
        if (question.number("divisor_override", 1) == 0 || question.number("norm_type", 1) == 0) {
            return new Expectation.Same(new Answer.Refused("division by zero"));
        }
        if (!type.isFloatingPoint()) {
            return new Expectation.Same(integers());
        }
        Interval[] intervals = IntStream.range(0, windows.outputShape().elementCount())
                .mapToObj(index -> reduction.of(windows.taps(index)))
                .toArray(Interval[]::new);
        return new Expectation.Within(type, windows.outputShape(), intervals);
    }

    private Answer integers() {
        Shape shape = windows.outputShape();
        Object values = type.newArray(shape.elementCount());
        for (int index = 0; index < shape.elementCount(); index++) {
            Elements.setBits(values, index, integer(windows.taps(index)));
        }
        return new Answer.Pooled(type, shape, values);
    }

    private long integer(FormulaWindows.Taps window) {
        long[] taps = IntStream.of(window.indices())
                .mapToLong(tap -> Elements.integer(type, question.values(), tap))
                .toArray();
        return switch (question.family()) {
            case "sum_pool" -> LongStream.of(taps).sum();
            case "avg_pool" -> LongStream.of(taps).sum() / divisor(window);
            case "min_pool" -> LongStream.of(taps).min().orElse(Elements.largest(type));
            default -> LongStream.of(taps).max().orElse(Elements.smallest(type));
        };
    }

    private long divisor(FormulaWindows.Taps taps) {
        long counted = question.flag("count_include_pad", true) ? taps.extent() : taps.indices().length;
        return (long) question.number("divisor_override", counted);
    }

    private double[] numbers(FormulaWindows.Taps taps) {
        return IntStream.of(taps.indices())
                .mapToDouble(tap -> Elements.number(type, question.values(), tap))
                .toArray();
    }

    private Interval quotient(FormulaWindows.Taps taps, long divisor) {
        double[] numbers = numbers(taps);
        double magnitude = finiteMagnitude(numbers);
        if (magnitude > largestIntermediate()) {
            return Interval.ANYTHING;
        }
        if (!Arrays.stream(numbers).allMatch(Double::isFinite)) {
            return Interval.exactly(Arrays.stream(numbers).sum() / divisor);
        }
        double slack = (numbers.length + 1) * unit() * magnitude / Math.abs(divisor);
        return Interval.exactly(exactQuotient(numbers, divisor)).widened(slack, type);
    }

    /** Added in float64; for float64 with the rounding errors added in the end, so that only their own errors remain. */
    private Interval mean(FormulaWindows.Taps taps) {
        double[] numbers = numbers(taps);
        double magnitude = Arrays.stream(numbers).map(Math::abs).sum() / numbers.length;
        if (!Double.isFinite(magnitude)) {
            return quotient(taps, numbers.length);
        }
        double mean = exactQuotient(numbers, numbers.length);
        double slack = type == ElementType.FLOAT64
                ? 2 * UNIT64 * Math.abs(mean) + numbers.length * numbers.length * UNIT64 * UNIT64 * magnitude
                : (numbers.length + 1) * UNIT64 * magnitude + narrowing(mean);
        return Interval.exactly(mean).widened(slack, type);
    }

    /** A 16-bit result is rounded to float32 first. */
    private double narrowing(double value) {
        return type == ElementType.FLOAT32 ? 0 : UNIT32 * Math.abs(value);
    }

    private Interval norm(FormulaWindows.Taps taps) {
        double p = question.number("norm_type", Double.NaN);
        long positions =
                LongStream.of(question.longs("kernel_size", new long[0])).reduce(1, (a, b) -> a * b);
        double[] numbers = numbers(taps);
        double[] powers = Arrays.stream(numbers).map(tap -> power(tap, p)).toArray();
        boolean overflows = IntStream.range(0, powers.length)
                .anyMatch(i -> Double.isFinite(numbers[i]) && Math.abs(powers[i]) > largestIntermediate());
        double magnitude = finiteMagnitude(powers) * positions;
        double mean = Arrays.stream(powers).sum() / powers.length * positions;
        double root = unit() == UNIT32 ? (float) (1 / p) : 1 / p;
        if (overflows || magnitude > largestIntermediate()) {
            return Interval.ANYTHING;
        }
        if (!Arrays.stream(powers).allMatch(Double::isFinite)) {
            return Interval.exactly(power(mean, root));
        }
        double smallest = unit() == UNIT32 ? Float.MIN_VALUE : Double.MIN_VALUE;
        double slack = (powers.length + 8) * unit() * magnitude / powers.length + 2 * positions * smallest;
        return magnitude == 0 ? Interval.exactly(0) : root(mean, slack, root, powers);
    }

    /** The root of a number that lies within {@code slack} of {@code mean}; a negative one has none unless the root is 1. */
    private Interval root(double mean, double slack, double root, double[] powers) {
        boolean negative = Arrays.stream(powers).anyMatch(power -> power < 0);
        double low = negative ? mean - slack : Math.max(0, mean - slack);
        double high = mean + slack;
        if (root != 1 && low < 0) {
            return high < 0 ? Interval.exactly(Double.NaN) : Interval.ANYTHING;
        }
        double largest = Math.max(Math.abs(low), Math.abs(high));
        if (Double.isInfinite(power(largest, root))) {
            return Interval.ANYTHING;
        }
        return new Interval(power(low, root), power(high, root)).widened(4 * unit() * power(largest, root), type);
    }

    /** As PyTorch has it: the power of one half is the square root, also of -Infinity. */
    private static double power(double base, double exponent) {
        return exponent == 0.5 ? Math.sqrt(base) : Math.pow(base, exponent);
    }

    /** What the finite ones add up to at most; where that is too much for the type, so may be a sum on the way. */
    private static double finiteMagnitude(double[] numbers) {
        return Arrays.stream(numbers).filter(Double::isFinite).map(Math::abs).sum();
    }

    private static double exactQuotient(double[] numbers, long divisor) {
        return DoubleStream.of(numbers)
                .mapToObj(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(divisor), MathContext.DECIMAL128)
                .doubleValue();
    }

    private double unit() {
        return type == ElementType.FLOAT64 ? UNIT64 : UNIT32;
    }

    private double largestIntermediate() {
        return type == ElementType.FLOAT64 ? Double.MAX_VALUE : Float.MAX_VALUE;
    }
}
