package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
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
        return Parameter.with(
                List.of(Parameter.text("mode", ParameterType.SEQUENCE_MODES, "mean")), CountedTokens.PARAMETERS);
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
        CountedTokens tokens = CountedTokens.of(request);
        List<String> modes = request.arguments().each("mode", 1).stream()
                .map(literal -> ((Literal.Text) literal).value())
                .toList();
        PlaneLayout layout = PlaneOperation.layout(request, request.input());
        TensorType output = request.withoutPooledAxis(modes.size());
        return request.whole(output, new WholeTensor(() -> {
            int[] counted = new int[tokens.tokens()];
            return (inputs, outputs) -> {
                int count = tokens.list(inputs, counted);
                if (count == 0) {
                    throw new InvalidTensorException("no token counts");
                }
                pool(inputs[0], layout, modes, counted, count, outputs[0]);
            };
        }));
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
