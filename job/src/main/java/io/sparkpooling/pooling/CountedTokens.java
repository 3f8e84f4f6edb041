package io.sparkpooling.pooling;

import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorView;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which tokens or frames of a sequence count, and are no padding: those that a mask says, or as many as a length says.
 *
 * @param tokens the length of every sequence with its padding
 * @param mask the place of the mask among the inputs
 * @param lengths the place of the length
 * @param left whether the padding lies before what counts
 */
record CountedTokens(int tokens, OptionalInt mask, OptionalInt lengths, boolean left) {
    static final List<Parameter> PARAMETERS = List.of(
            Parameter.optional("mask", ParameterType.COLUMN),
            Parameter.optional("lengths", ParameterType.COLUMN),
            Parameter.text("padding_side", ParameterType.SIDE, "right"));

    /** What a request says of its one pooled axis. */
    static CountedTokens of(Request request) {
        int tokens = request.sizes().get(0);
        if (request.companion("mask").isPresent()
                && request.companion("lengths").isPresent()) {
            throw new InvalidArgumentException("Invalid lengths: given beside mask (say which tokens count once)");
        }
        requireElements(request, "mask", tokens);
        requireElements(request, "lengths", 1);
        boolean left = request.arguments().text("padding_side").orElseThrow().equals("left");
        return new CountedTokens(tokens, request.place("mask"), request.place("lengths"), left);
    }

    private static void requireElements(Request request, String parameter, int elements) {
        request.companion(parameter)
                .filter(type -> type.shape().elementCount() != elements)
                .ifPresent(type -> {
                    throw new InvalidArgumentException(
                            "Invalid %s: %s (must have %d elements)".formatted(parameter, type, elements));
                });
    }

    /** Lists those of a row, in order; gives their number. */
    int list(TensorView[] inputs, int[] counted) {
        return mask.isPresent()
                ? listMasked(inputs[mask.getAsInt()], counted)
                : listFirst(lengths.isPresent() ? length(inputs[lengths.getAsInt()]) : tokens, counted);
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

    private int length(TensorView lengths) {
        double length = lengths.number(0);
        if (!(length >= 0 && length <= tokens && length == Math.rint(length))) {
            throw new InvalidTensorException("length %s of a sequence of %d tokens".formatted(length, tokens));
        }
        return (int) length;
    }

    private int listFirst(int length, int[] counted) {
        for (int token = 0; token < length; token++) {
            counted[token] = left ? tokens - length + token : token;
        }
        return length;
    }
}
