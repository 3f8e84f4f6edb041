package io.sparkpooling.pooling;

import io.sparkpooling.pooling.Literal.Flag;
import io.sparkpooling.pooling.Literal.Items;
import io.sparkpooling.pooling.Literal.Nothing;
import io.sparkpooling.pooling.Literal.Text;
import io.sparkpooling.pooling.Literal.Whole;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.window.Rounding;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose defaults and edge rules hold where frameworks differ: the value of the parameter {@code mode}. A mode gives defaults to
 * parameters that are absent or null, and refuses what its framework has not got, so that no result passes for a framework's
 * that is none.
 */
public enum Mode {
    /** {@code torch.nn.functional}, and what this job adds to it. The padding of one number is at most half the kernel. */
    PYTORCH(
            "PyTorch",
            Map.of(),
            EnumSet.complementOf(EnumSet.of(Feature.STORAGE_ORDER)),
            Set.of(
                    "max_pool",
                    "min_pool",
                    "avg_pool",
                    "lp_pool",
                    "adaptive_max_pool",
                    "adaptive_avg_pool",
                    "global_max_pool",
                    "global_min_pool",
                    "global_avg_pool",
                    "global_sum_pool",
                    "global_lp_pool",
                    "max_unpool",
                    "roi_align")),

    /**
     * ONNX from operator set 19 on: stride 1, padding of any size below the window's, an average that does not count padding
     * unless asked, a norm of absolute values of the taps that exist, indices into the whole tensor, boxes aligned to half elements.
     */
    ONNX(
            "ONNX",
            Map.of("stride", new Whole(1), "count_include_pad", new Flag(false), "aligned", new Flag(true)),
            EnumSet.complementOf(EnumSet.of(Feature.DIVISOR_OVERRIDE, Feature.FILLED_BOUNDARY)),
            Set.of(
                    "max_pool",
                    "avg_pool",
                    "lp_pool",
                    "global_max_pool",
                    "global_avg_pool",
                    "global_lp_pool",
                    "max_unpool",
                    "roi_align")),

    /** {@code tf.nn.pool}, and {@code tf.reduce_*} of whole maps: stride 1, no numbers for padding, which never counts; no dilation together with a stride. */
    TENSORFLOW(
            "TensorFlow",
            Map.of("stride", new Whole(1), "count_include_pad", new Flag(false)),
            EnumSet.of(Feature.DILATION, Feature.PADDING, Feature.OTHER_STRIDE),
            Set.of("max_pool", "avg_pool", "global_max_pool", "global_min_pool", "global_avg_pool", "global_sum_pool")),

    /** The pooling layers of Keras: the stride is the kernel's size, no numbers for padding, which never counts; no dilation. */
    KERAS(
            "Keras",
            Map.of("count_include_pad", new Flag(false)),
            EnumSet.of(Feature.PADDING, Feature.OTHER_STRIDE),
            Set.of(
                    "max_pool",
                    "avg_pool",
                    "adaptive_max_pool",
                    "adaptive_avg_pool",
                    "global_max_pool",
                    "global_avg_pool")),

    /** {@code flax.linen}, and {@code jax.numpy} for whole maps: stride 1, and an average divided by the whole window's size wherever it lies. */
    FLAX(
            "Flax",
            Map.of("stride", new Whole(1)),
            EnumSet.of(
                    Feature.PADDING,
                    Feature.PADDING_SIZES,
                    Feature.SAME_LOWER,
                    Feature.COUNTED_PADDING,
                    Feature.OTHER_STRIDE),
            Set.of(
                    "max_pool",
                    "min_pool",
                    "avg_pool",
                    "global_max_pool",
                    "global_min_pool",
                    "global_avg_pool",
                    "global_sum_pool")),

    /**
     * {@code xarray.DataArray.coarsen} of floats: blocks that fill the axis ({@code boundary='exact'}), or the last one clipped
     * ({@code boundary='pad'}) or dropped ({@code boundary='trim'}); NaN does not count.
     */
    XARRAY(
            "xarray",
            Map.of("count_include_pad", new Flag(false), "nan", new Text("skip")),
            EnumSet.of(Feature.CEIL_MODE, Feature.CLIPPED_BOUNDARY),
            Set.of("max_pool", "min_pool", "avg_pool", "global_max_pool", "global_min_pool", "global_avg_pool")),

    /**
     * GDAL's overviews of floats, with NaN, or what {@code nodata} says, for missing pixels, which do not count. Blocks must fill
     * the axis: else GDAL weighs fractions of pixels.
     */
    GDAL(
            "GDAL",
            Map.of("count_include_pad", new Flag(false), "nan", new Text("skip")),
            EnumSet.noneOf(Feature.class),
            Set.of("max_pool", "min_pool", "avg_pool", "global_max_pool", "global_min_pool", "global_avg_pool"));

    /** What a framework may lack, with the arguments that ask for it. */
    private enum Feature {
        CEIL_MODE("ceil_mode"),
        CLIPPED_BOUNDARY("boundary"),
        FILLED_BOUNDARY("boundary"),
        OTHER_STRIDE("stride"),
        PADDING("padding"),
        PADDING_SIZES("padding"),
        SAME_LOWER("padding"),
        DILATION("dilation"),
        DILATION_WITH_STRIDE("dilation"),
        COUNTED_PADDING("count_include_pad"),
        DIVISOR_OVERRIDE("divisor_override"),
        INDICES("return_indices"),
        STORAGE_ORDER("storage_order");

        private final String parameter;

        Feature(String parameter) {
            this.parameter = parameter;
        }

        private boolean isAskedBy(Arguments arguments) {
            return arguments.has(parameter)
                    && switch (this) {
                        case CEIL_MODE, COUNTED_PADDING, INDICES -> arguments.flag(parameter);
                        case CLIPPED_BOUNDARY -> arguments.text(parameter).equals(Optional.of("pad"));
                        case FILLED_BOUNDARY ->
                            arguments.text(parameter).orElse("").startsWith("re");
                        case OTHER_STRIDE -> !arguments.literal(parameter).equals(arguments.literal("kernel_size"));
                        case PADDING ->
                            !isAll(arguments.literal(parameter), 0)
                                    || arguments.text(parameter).orElse("").startsWith("same");
                        case PADDING_SIZES -> !isAll(arguments.literal(parameter), 0);
                        case SAME_LOWER -> arguments.text(parameter).equals(Optional.of("same_lower"));
                        case DILATION -> !isAll(arguments.literal(parameter), 1);
                        case DILATION_WITH_STRIDE ->
                            DILATION.isAskedBy(arguments)
                                    && !isAll(arguments.literal(arguments.has("stride") ? "stride" : "kernel_size"), 1);
                        case DIVISOR_OVERRIDE -> true;
                        case STORAGE_ORDER -> !isAll(arguments.literal(parameter), 0);
                    };
        }

        private static boolean isAll(Literal value, long number) {
            return value instanceof Text
                    || value.equals(new Whole(number))
                    || value instanceof Items items && items.values().stream().allMatch(entry -> isAll(entry, number));
        }
    }

    private final String framework;
    private final Map<String, Literal> defaults;
    private final EnumSet<Feature> features;
    private final Set<String> families;

    Mode(String framework, Map<String, Literal> defaults, EnumSet<Feature> features, Set<String> families) {
        this.framework = framework;
        this.defaults = defaults;
        this.features = features;
        this.families = families;
    }

    /** Its name in expressions. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The modes' names in expressions, as a user reads them. */
    static String words() {
        return Arrays.stream(values()).map(mode -> "'" + mode.word() + "'").collect(Collectors.joining(", "));
    }

    static boolean isWord(String word) {
        return Arrays.stream(values()).anyMatch(mode -> mode.word().equals(word));
    }

    /** The mode that is given; PyTorch's where none is, or the operation knows none. */
    static Mode of(List<Parameter> parameters, Map<String, Literal> given) {
        boolean known = parameters.stream().anyMatch(parameter -> parameter.type() == ParameterType.MODE);
        return known && given.get("mode") instanceof Text text
                ? valueOf(text.value().toUpperCase(Locale.ROOT))
                : PYTORCH;
    }

    /** The value of a parameter that is absent or null. */
    Literal absent(Parameter parameter) {
        Literal otherwise = parameter.defaultValue().orElse(new Nothing());
        return defaults.getOrDefault(parameter.name(), otherwise);
    }

    /** Whether the padding of one number may be more than half the kernel, as padding per side may. */
    boolean padsUpToTheWindow() {
        return this != PYTORCH;
    }

    /** Whether an average with padding counted divides by the kernel's size, also where less of the window lies within the padding. */
    boolean dividesByWholeWindow() {
        return this == FLAX;
    }

    /**
     * Checks that blocks fill an axis, where the framework demands it.
     *
     * @throws InvalidArgumentException if they do not
     */
    void requireWholeBlocks(int size, int kernelSize, Rounding rounding, Boundary boundary) {
        boolean demanded = this == GDAL || this == XARRAY && rounding == Rounding.FLOOR && boundary != Boundary.TRIM;
        if (demanded && size % kernelSize != 0) {
            throw new InvalidArgumentException(
                    "Cannot pool %d elements by %d with mode='%s': %s"
                            .formatted(
                                    size,
                                    kernelSize,
                                    word(),
                                    this == GDAL
                                            ? "blocks must fill the axis, else GDAL weighs fractions of pixels"
                                            : "blocks must fill the axis, as with boundary='exact' (ceil_mode=true clips the last)"));
        }
    }

    /**
     * Checks that an average of integers says what it becomes, where the framework's is a float or rounds.
     *
     * @throws InvalidArgumentException if it does not
     */
    void requireResultOfIntegers(Operation operation, Arguments arguments, ElementType input) {
        boolean rounds = skipsNaN() && operation.name().startsWith("avg_pool") && !input.isFloatingPoint();
        if (rounds && !arguments.has("integer_result")) {
            throw new InvalidArgumentException("Cannot pool %s with %s, mode='%s': it takes floating point numbers"
                    .formatted(input, operation.name(), word()));
        }
    }

    private boolean skipsNaN() {
        return defaults.containsKey("nan");
    }

    /** What the indices of maxima count. */
    Numbering numbering(long storageOrder) {
        if (this != ONNX) {
            return Numbering.PLANE;
        }
        return storageOrder == 0 ? Numbering.TENSOR : Numbering.TENSOR_COLUMN_MAJOR;
    }

    /** Whether a norm is that of absolute values, and not extrapolated where the window is clipped. */
    boolean takesAbsoluteValues() {
        return this != PYTORCH;
    }

    /**
     * Checks that the framework can do what is asked.
     *
     * @throws InvalidArgumentException if not, with what it lacks
     */
    void check(Operation operation, Arguments arguments) {
        String family = operation.name().replaceAll("\\dd$", "");
        if (this != PYTORCH && !families.contains(family)) {
            throw new InvalidArgumentException("Invalid mode: '%s' for %s (%s has %s)"
                    .formatted(
                            word(),
                            operation.name(),
                            framework,
                            families.stream().sorted().collect(Collectors.joining(", "))));
        }
        for (Feature feature : EnumSet.complementOf(features)) {
            if (feature.isAskedBy(arguments)) {
                throw new InvalidArgumentException("Invalid %s: %s with mode='%s' (%s has %s)"
                        .formatted(
                                feature.parameter,
                                arguments.literal(feature.parameter),
                                word(),
                                framework,
                                lack(feature)));
            }
        }
    }

    private static String lack(Feature feature) {
        return switch (feature) {
            case CEIL_MODE -> "none";
            case CLIPPED_BOUNDARY -> "no clipped windows";
            case FILLED_BOUNDARY -> "no padding with values";
            case OTHER_STRIDE -> "blocks side by side: leave it out";
            case PADDING -> "none";
            case PADDING_SIZES -> "'same' and 'valid' only";
            case SAME_LOWER -> "'same' and 'valid' only";
            case DILATION -> "none";
            case DILATION_WITH_STRIDE -> "dilation with stride 1 only";
            case COUNTED_PADDING -> "averages of the taps only";
            case DIVISOR_OVERRIDE -> "none";
            case INDICES -> "no indices within a plane";
            case STORAGE_ORDER -> "row-major order only";
        };
    }

    /** What each mode means, as a table in Markdown. */
    public static String table() {
        return Arrays.stream(values())
                .map(Mode::row)
                .collect(Collectors.joining(
                        "",
                        "| mode | operations | stride | padding | average divides by | ceil_mode | dilation | lp_pool |\n"
                                + "|---|---|---|---|---|---|---|---|\n",
                        ""));
    }

    private String row() {
        return "| `%s` | %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        word(),
                        families.stream().sorted().map("`%s`"::formatted).collect(Collectors.joining(", ")),
                        defaults.containsKey("stride")
                                ? "1"
                                : features.contains(Feature.OTHER_STRIDE) ? "kernel_size" : "always kernel_size",
                        paddingWords(),
                        divisorWords(),
                        features.contains(Feature.CEIL_MODE) ? "a last window must begin in the input" : "refused",
                        dilationWords(),
                        !families.contains("lp_pool") ? "refused" : takesAbsoluteValues() ? "of \\|x\\|" : "signed");
    }

    private String paddingWords() {
        if (!features.contains(Feature.PADDING)) {
            return "none";
        }
        if (!features.contains(Feature.PADDING_SIZES)) {
            return "'valid', 'same'";
        }
        return padsUpToTheWindow()
                ? "each side less than the window"
                : "at most kernel_size / 2; a pair, less than the window";
    }

    private String divisorWords() {
        if (!features.contains(Feature.COUNTED_PADDING)) {
            return skipsNaN() ? "the taps that are not NaN" : "the taps";
        }
        String counted = dividesByWholeWindow() ? "the whole window" : "taps and padding, not what overhangs";
        return defaults.containsKey("count_include_pad")
                ? "the taps; " + counted + " if count_include_pad"
                : counted + "; the taps if not count_include_pad";
    }

    private String dilationWords() {
        if (!features.contains(Feature.DILATION)) {
            return "refused";
        }
        return features.contains(Feature.DILATION_WITH_STRIDE) ? "yes" : "with stride 1";
    }
}
