package io.sparkpooling.pooling;

import io.sparkpooling.pooling.Average.Counting;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The parameters of every windowed operation that say which taps count and in which type they are added. */
final class Modifiers {
    static final List<Parameter> PARAMETERS = List.of(
            Parameter.text("nan", ParameterType.NAN, "propagate"),
            Parameter.optional("nodata", ParameterType.NUMBER_OR_NULL),
            Parameter.optional("mask", ParameterType.COLUMN),
            Parameter.optional("weights", ParameterType.COLUMN),
            Parameter.optional("accumulate", ParameterType.ACCUMULATE));

    /** Those that say which taps count, and how much. */
    static final List<Parameter> COUNTING = PARAMETERS.subList(0, 4);

    private final Request request;
    private final List<AxisWindows> windows;

    Modifiers(Request request, List<AxisWindows> windows) {
        this.request = request;
        this.windows = windows;
    }

    /** Which taps count. */
    TapRule taps(ElementType result) {
        TapRule.Nan nan = TapRule.Nan.valueOf(
                request.arguments().text("nan").orElseThrow().toUpperCase(Locale.ROOT));
        OptionalDouble nodata = nodata();
        TapRule rule = new TapRule(nan, nodata, companion("mask"), companion("weights"));
        if (nodata.isEmpty() && !result.isFloatingPoint()) {
            requireNone("mask", rule.mask(), result);
            requireNone("weights", rule.weights(), result);
        }
        return rule;
    }

    private static void requireNone(String name, Optional<TapRule.Companion> companion, ElementType result) {
        if (companion.isPresent()) {
            throw new InvalidArgumentException(
                    "Invalid %s: of %s (say nodata= too: a window without taps has no other value)"
                            .formatted(name, result));
        }
    }

    private Optional<TapRule.Companion> companion(String name) {
        return request.companion(name)
                .map(type -> new TapRule.Companion(request.place(name).orElseThrow(), isForEachElement(name, type)));
    }

    private OptionalDouble nodata() {
        if (!request.arguments().has("nodata")) {
            return OptionalDouble.empty();
        }
        double value = request.arguments().number("nodata");
        TensorView one = new TensorView(TensorType.of(request.input().elementType(), Shape.of(1)))
                .moveTo(request.input().elementType().newArray(1), 0);
        one.setNumber(0, value);
        if (one.number(0) != value && one.number(0) != (float) value) {
            throw new InvalidArgumentException("Invalid nodata: %s (no value of %s)"
                    .formatted(value, request.input().elementType()));
        }
        return OptionalDouble.of(one.number(0));
    }

    private boolean isForEachElement(String name, TensorType mask) {
        int places = request.sizes().stream().reduce(1, Math::multiplyExact);
        int elements = mask.shape().elementCount();
        boolean each = mask.shape().equals(request.input().shape())
                && mask.permutation().equals(request.input().permutation());
        if (!each && (elements != places || !mask.permutation().isEmpty())) {
            throw new InvalidArgumentException(
                    "Invalid %s: %s for %s (must have its shape, or the %d places of its pooled axes)"
                            .formatted(name, mask, request.input(), places));
        }
        return each;
    }

    /** The reduction of the taps that count, in the type that is asked for. */
    Reduction reduction(Reduction plain, TapRule rule, ElementType result) {
        boolean wide = plain instanceof InFloat64 || isBetweenIntegers(plain, result);
        Reduction narrow = plain instanceof InFloat64 inFloat64 ? inFloat64.reduction() : plain;
        if (wide && narrow instanceof AxisByAxisAverage) {
            narrow = Average.OF_TAPS;
        }
        if (rule.weights().isPresent()) {
            return weighted(narrow, wide);
        }
        Reduction counted = rule.equals(TapRule.ALL) ? narrow : ofSome(narrow);
        if (wide) {
            return new InFloat64(counted);
        }
        return asksForFloat64(counted)
                ? new InFloat64(counted)
                : request.input().elementType() == ElementType.UINT64 ? counted.unsigned() : counted;
    }

    /** Integers whose results are floating point numbers are reduced in float64. */
    private boolean isBetweenIntegers(Reduction plain, ElementType result) {
        return !request.input().elementType().isFloatingPoint()
                && result.isFloatingPoint()
                && !(plain instanceof Statistic);
    }

    private boolean asksForFloat64(Reduction reduction) {
        if (!request.arguments().has("accumulate") || reduction instanceof Statistic) {
            return false;
        }
        if (reduction.ordersOnly() || !request.input().elementType().isFloatingPoint()) {
            throw new InvalidArgumentException("Invalid accumulate: 'float64' (%s of %s adds nothing in a float type)"
                    .formatted(request.operation().name(), request.input().elementType()));
        }
        return true;
    }

    /** The weighted form, where a formula says what it is. */
    private Reduction weighted(Reduction plain, boolean wide) {
        if (plain instanceof Average average) {
            if (average.divisorOverride().isPresent()) {
                throw new InvalidArgumentException("Invalid divisor_override: with weights (the weights divide)");
            }
            ofSome(average);
        }
        boolean asFloat = wide || request.input().elementType().isFloatingPoint() || plain instanceof Statistic;
        if (!asFloat && plain.weighted().isPresent()) {
            throw new InvalidArgumentException("Invalid weights: of %s, whose %s is an integer (weights make fractions)"
                    .formatted(
                            request.input().elementType(), request.operation().name()));
        }
        return plain.weighted()
                .orElseThrow(() -> new InvalidArgumentException("Invalid weights: %s has no weighted form (%s)"
                        .formatted(request.operation().name(), plain.whyUnweighted())));
    }

    /** Divisors that count positions count the taps that are left. */
    private Reduction ofSome(Reduction plain) {
        if (plain instanceof AxisByAxisAverage) {
            return Average.OF_TAPS;
        }
        if (!(plain instanceof Average average) || average.counting() == Counting.TAPS) {
            return plain;
        }
        if (average.divisorOverride().isEmpty() && windows.stream().anyMatch(Modifiers::isPadded)) {
            throw new InvalidArgumentException(
                    "Invalid count_include_pad: true with nan, nodata, mask or weights (padding counts, but a left-out tap does not:"
                            + " say count_include_pad=false)");
        }
        return new Average(average.divisorOverride(), Counting.TAPS, average.rounding());
    }

    private static boolean isPadded(AxisWindows windows) {
        for (int output = 0; output < windows.outputSize(); output++) {
            if (windows.extent(output) != windows.taps(output)) {
                return true;
            }
        }
        return false;
    }
}
