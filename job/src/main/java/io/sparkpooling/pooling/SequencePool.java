package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One vector for a sequence of tokens, as sentence embeddings are made: the token axis goes, and tokens that are padding do not
 * count. Formulas as in the pooling layer of sentence-transformers, but for what is said in {@link #remarks}.
 */
record SequencePool() implements Operation {
    private static final List<String> MODES =
            List.of("cls", "max", "mean", "mean_sqrt_len", "weightedmean", "lasttoken");

    @Override
    public String name() {
        return "sequence_pool";
    }

    @Override
    public OptionalInt pooledAxes() {
        return OptionalInt.of(1);
    }

    @Override
    public int axesBehind() {
        return 1;
    }

    @Override
    public String summary() {
        return "One vector for a sequence of tokens (tokens x features), of which padding does not count.";
    }

    @Override
    public String formula() {
        return "over the n tokens t = 1..n that count: mean = sum x / n; mean_sqrt_len = sum x / sqrt(n); weightedmean = sum t*x /"
                + " sum t; max; cls = the first of them; lasttoken = the last of them";
    }

    @Override
    public String remarks() {
        return "mask='column' has an element for each token, 0 for padding; lengths='column' has one number, the tokens that count"
                + " (the first ones, or the last ones with padding_side='left'); without either all count. Computed in float64 and"
                + " rounded once; NaN in padding does no harm, and left padding gives what right padding gives. No tokens at all"
                + " make a bad row. Several modes, as a list, stand one after the other in the result. The token axis is the first"
                + " of the last two, unless the column names its axes.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.text("mode", ParameterType.SEQUENCE_MODES, "mean"),
                Parameter.optional("mask", ParameterType.COLUMN),
                Parameter.optional("lengths", ParameterType.COLUMN),
                Parameter.text("padding_side", ParameterType.SIDE, "right"));
    }

    @Override
    public String example() {
        return "sequence_pool(features, mode='mean')";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return FLOATS;
    }

    @Override
    public Pooling bind(Request request) {
        int tokens = request.sizes().get(0);
        requireCompanions(request, tokens);
        List<String> modes = request.arguments().each("mode", 1).stream()
                .map(literal -> ((Literal.Text) literal).value())
                .toList();
        PlaneLayout layout = PlaneOperation.layout(request, request.input());
        TensorType output = request.withoutPooledAxis(modes.size());
        boolean left = request.arguments().text("padding_side").orElseThrow().equals("left");
        OptionalInt mask = request.place("mask");
        OptionalInt lengths = request.place("lengths");
        return request.whole(output, new WholeTensor(() -> {
            int[] counted = new int[tokens];
            return (inputs, outputs) -> {
                int count = mask.isPresent()
                        ? listMasked(inputs[mask.getAsInt()], counted)
                        : listFirst(
                                lengths.isPresent() ? length(inputs[lengths.getAsInt()], tokens) : tokens,
                                left,
                                counted);
                if (count == 0) {
                    throw new InvalidTensorException("no token counts");
                }
                pool(inputs[0], layout, modes, counted, count, outputs[0]);
            };
        }));
    }

    private static void requireCompanions(Request request, int tokens) {
        if (request.companion("mask").isPresent()
                && request.companion("lengths").isPresent()) {
            throw new InvalidArgumentException("Invalid lengths: given beside mask (say which tokens count once)");
        }
        requireElements(request, "mask", tokens);
        requireElements(request, "lengths", 1);
    }

    private static void requireElements(Request request, String parameter, int elements) {
        request.companion(parameter)
                .filter(type -> type.shape().elementCount() != elements)
                .ifPresent(type -> {
                    throw new InvalidArgumentException(
                            "Invalid %s: %s (must have %d elements)".formatted(parameter, type, elements));
                });
    }

    private static int listMasked(TensorView mask, int[] counted) {
        int count = 0;
        for (int token = 0; token < counted.length; token++) {
            if (mask.number(token) != 0) {
                counted[count++] = token;
            }
        }
        return count;
    }

    private static int length(TensorView lengths, int tokens) {
        double length = lengths.number(0);
        if (!(length >= 0 && length <= tokens && length == Math.rint(length))) {
            throw new InvalidTensorException("length %s of a sequence of %d tokens".formatted(length, tokens));
        }
        return (int) length;
    }

    private static int listFirst(int length, boolean left, int[] counted) {
        for (int token = 0; token < length; token++) {
            counted[token] = left ? counted.length - length + token : token;
        }
        return length;
    }

    private static void pool(
            TensorView tokens, PlaneLayout layout, List<String> modes, int[] counted, int count, TensorView output) {
        int features = layout.planes().length;
        for (int mode = 0; mode < modes.size(); mode++) {
            for (int feature = 0; feature < features; feature++) {
                double value = feature(tokens, layout, feature, modes.get(mode), counted, count);
                output.setNumber(mode * features + feature, value);
            }
        }
    }

    private static double feature(
            TensorView tokens, PlaneLayout layout, int feature, String mode, int[] counted, int count) {
        if (mode.equals("cls") || mode.equals("lasttoken")) {
            return tokens.number(layout.element(feature, counted[mode.equals("cls") ? 0 : count - 1]));
        }
        boolean weighted = mode.equals("weightedmean");
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double value = tokens.number(layout.element(feature, counted[i]));
            sum += weighted ? (i + 1) * value : value;
            largest = Math.max(largest, value);
        }
        return switch (mode) {
            case "max" -> largest;
            case "mean_sqrt_len" -> sum / Math.sqrt(count);
            case "weightedmean" -> sum / (count * (count + 1.0) / 2);
            default -> sum / count;
        };
    }

    /** Whether there is such a mode. */
    static boolean isMode(String word) {
        return MODES.contains(word);
    }
}
