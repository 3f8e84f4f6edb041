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
            Parameter.optional("accumulate", ParameterType.ACCUMULATE));

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
        Optional<TensorType> mask = request.companion("mask");
        if (mask.isPresent() && nodata.isEmpty() && !result.isFloatingPoint()) {
            throw new InvalidArgumentException(
                    "Invalid mask: of %s (say nodata= too: a window without taps has no other value)"
                            .formatted(result));
        }
        return new TapRule(
                nan,
                nodata,
                request.place("mask"),
                mask.map(this::isForEachElement).orElse(false));
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

    private boolean isForEachElement(TensorType mask) {
        int places = request.sizes().stream().reduce(1, Math::multiplyExact);
        int elements = mask.shape().elementCount();
        boolean each = mask.shape().equals(request.input().shape())
                && mask.permutation().equals(request.input().permutation());
        if (!each && (elements != places || !mask.permutation().isEmpty())) {
            throw new InvalidArgumentException(
                    "Invalid mask: %s for %s (must have its shape, or the %d places of its pooled axes)"
                            .formatted(mask, request.input(), places));
        }
        return each;
    }

    /** The reduction of the taps that count, in the type that is asked for. */
    Reduction reduction(Reduction plain, TapRule rule) {
        Reduction reduction = rule.equals(TapRule.ALL) ? plain : ofSome(plain);
        if (!request.arguments().has("accumulate") || reduction instanceof Statistic) {
            return reduction;
        }
        if (reduction.ordersOnly() || !request.input().elementType().isFloatingPoint()) {
            throw new InvalidArgumentException("Invalid accumulate: 'float64' (%s of %s adds nothing in a float type)"
                    .formatted(request.operation().name(), request.input().elementType()));
        }
        return new InFloat64(reduction);
    }

    /** Divisors that count positions count the taps that are left. */
    private Reduction ofSome(Reduction plain) {
        if (plain instanceof AxisByAxisAverage) {
            return new Average(java.util.OptionalLong.empty(), Counting.TAPS);
        }
        if (!(plain instanceof Average average) || average.counting() == Counting.TAPS) {
            return plain;
        }
        if (average.divisorOverride().isEmpty() && windows.stream().anyMatch(Modifiers::isPadded)) {
            throw new InvalidArgumentException(
                    "Invalid count_include_pad: true with nan, nodata or mask (padding counts, but a left-out tap does not:"
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
