package io.sparkpooling.pooling;

import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.FilledWindows;
import io.sparkpooling.window.FilledWindows.Edge;
import io.sparkpooling.window.Rounding;
import io.sparkpooling.window.SlidingWindows;
import java.util.Locale;

/** What happens at the ends of an axis that sliding windows do not fill by themselves: the parameter {@code boundary}. */
enum Boundary {
    /** Nothing is said: what ceil_mode says. */
    UNSAID,
    /** What does not fill a last window is left out. */
    TRIM,
    /** A last window is clipped: ceil_mode. */
    PAD,
    /** Windows must fill the axis with its padding. */
    EXACT,
    /** Padding is filled with the axis mirrored. */
    REFLECT,
    /** Padding is filled with the last element. */
    REPLICATE;

    static final Parameter PARAMETER = Parameter.optional("boundary", ParameterType.BOUNDARY);

    /**
     * What the arguments say.
     *
     * @throws InvalidArgumentException if they contradict each other
     */
    static Boundary of(Arguments arguments) {
        Boundary boundary = arguments
                .text("boundary")
                .map(word -> valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(UNSAID);
        if (arguments.flag("ceil_mode") && (boundary == TRIM || boundary == EXACT)) {
            throw boundary.refused("ceil_mode=true", "a last window that does not fit is either kept or not");
        }
        if (boundary.fillsPadding()) {
            boundary.checkFilling(arguments);
        }
        return boundary;
    }

    private void checkFilling(Arguments arguments) {
        if (arguments.has("count_include_pad") && !arguments.flag("count_include_pad")) {
            throw refused("count_include_pad=false", "padding that is filled counts");
        }
        if (arguments.has("return_indices") && arguments.flag("return_indices")) {
            throw refused("return_indices=true", "a place in padding has no index");
        }
    }

    private InvalidArgumentException refused(String argument, String reason) {
        return new InvalidArgumentException("Invalid boundary: %s with %s (%s)".formatted(this, argument, reason));
    }

    /** Whether padding has elements. */
    boolean fillsPadding() {
        return this == REFLECT || this == REPLICATE;
    }

    /** Whether a last window that does not fit is kept. */
    Rounding rounding(Arguments arguments) {
        return this == PAD || arguments.flag("ceil_mode") ? Rounding.CEIL : Rounding.FLOOR;
    }

    /** The windows of one axis with these ends. */
    AxisWindows over(SlidingWindows windows) {
        return switch (this) {
            case UNSAID, TRIM, PAD -> windows;
            case EXACT -> exact(windows);
            case REFLECT -> new FilledWindows(windows, Edge.REFLECT);
            case REPLICATE -> new FilledWindows(windows, Edge.REPLICATE);
        };
    }

    private static AxisWindows exact(SlidingWindows windows) {
        if (!windows.isExact()) {
            throw new InvalidArgumentException(
                    ("Cannot pool %d elements with kernel_size %d, stride %d, padding [%d,%d], dilation %d, boundary='exact':"
                                    + " windows do not fill the axis")
                            .formatted(
                                    windows.inputSize(),
                                    windows.kernelSize(),
                                    windows.stride(),
                                    windows.paddingBegin(),
                                    windows.paddingEnd(),
                                    windows.dilation()));
        }
        return windows;
    }

    @Override
    public String toString() {
        return "'" + name().toLowerCase(Locale.ROOT) + "'";
    }
}
