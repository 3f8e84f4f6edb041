package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.math.RoundingMode;

/** What an average of integers becomes: the parameter {@code integer_result}. */
final class IntegerResult {
    static final Parameter PARAMETER = Parameter.optional("integer_result", ParameterType.INTEGER_RESULT);

    private IntegerResult() {}

    /**
     * The type of the average.
     *
     * @param otherwise the operation's rule where none is given
     * @throws InvalidArgumentException if a rule is given for what is no integer
     */
    static ElementType type(Arguments arguments, ElementType input, String otherwise) {
        String rule = arguments.text("integer_result").orElse(otherwise);
        if (input.isFloatingPoint() && arguments.has("integer_result")) {
            throw new InvalidArgumentException(
                    "Invalid integer_result: '%s' (%s is no integer)".formatted(rule, input));
        }
        return rule.equals("float") ? FractionalOperation.fractional(input) : input;
    }

    /** An average by the rule that is given, if any. */
    static Reduction of(Arguments arguments, Average average) {
        String rule = arguments.text("integer_result").orElse("truncate");
        Average rounded = new Average(
                average.divisorOverride(),
                average.counting(),
                rule.equals("round") ? RoundingMode.HALF_EVEN : RoundingMode.DOWN);
        return rule.equals("float") ? new InFloat64(rounded) : rounded;
    }
}
