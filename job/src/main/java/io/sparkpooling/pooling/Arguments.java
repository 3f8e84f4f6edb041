package io.sparkpooling.pooling;

import io.sparkpooling.pooling.Literal.Flag;
import io.sparkpooling.pooling.Literal.Items;
import io.sparkpooling.pooling.Literal.Nothing;
import io.sparkpooling.pooling.Literal.Real;
import io.sparkpooling.pooling.Literal.Text;
import io.sparkpooling.pooling.Literal.Whole;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The values of an operation's parameters: those given, and the defaults of the others. The values were checked against the
 * types of their parameters, so reading one as its type always succeeds.
 */
public final class Arguments {
    private final Mode mode;
    private final Map<String, Literal> values;

    Arguments(List<Parameter> parameters, Map<String, Literal> given) {
        this.mode = Mode.of(parameters, given);
        Map<String, Literal> all = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            Literal value = given.getOrDefault(parameter.name(), new Nothing());
            all.put(parameter.name(), value instanceof Nothing ? mode.absent(parameter) : value);
        }
        this.values = all;
    }

    /** Whose defaults and edge rules hold. */
    Mode mode() {
        return mode;
    }

    /** A parameter's value as it is; only of a parameter that the operation has. */
    Literal literal(String name) {
        return values.get(name);
    }

    /** Whether the operation has a parameter of that name, and it has a value other than null. */
    public boolean has(String name) {
        return values.containsKey(name) && !(values.get(name) instanceof Nothing);
    }

    /** A value for each of {@code axes} axes: the list's, or the single value for each. */
    public List<Literal> each(String name, int axes) {
        return values.get(name) instanceof Items items ? items.values() : Collections.nCopies(axes, values.get(name));
    }

    /** The entries of a list; none where it is null. */
    public List<Literal> items(String name) {
        return values.get(name) instanceof Items items ? items.values() : List.of();
    }

    /** A size for each axis. */
    public List<Integer> sizes(String name, int axes) {
        return each(name, axes).stream().map(Arguments::size).toList();
    }

    /** A number for each axis. */
    public List<Double> numbers(String name, int axes) {
        return each(name, axes).stream().map(Arguments::number).toList();
    }

    /** A truth value. */
    public boolean flag(String name) {
        return ((Flag) values.get(name)).value();
    }

    /** A number. */
    public double number(String name) {
        return number(values.get(name));
    }

    /** An integer, or nothing where it is null. */
    public OptionalLong integer(String name) {
        return values.get(name) instanceof Whole whole ? OptionalLong.of(whole.value()) : OptionalLong.empty();
    }

    /** A string, or nothing where it is null or no string. */
    public Optional<String> text(String name) {
        return values.get(name) instanceof Text text ? Optional.of(text.value()) : Optional.empty();
    }

    private static double number(Literal literal) {
        return literal instanceof Real real ? real.value() : ((Whole) literal).value();
    }

    static int size(Literal literal) {
        return (int) ((Whole) literal).value();
    }
}
