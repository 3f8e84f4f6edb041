package io.sparkpooling.pooling;

import io.sparkpooling.pooling.Literal.Flag;
import io.sparkpooling.pooling.Literal.Nothing;
import io.sparkpooling.pooling.Literal.Real;
import io.sparkpooling.pooling.Literal.Whole;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A parameter that an operation declares; required where it has no default. */
public record Parameter(String name, ParameterType type, Optional<Literal> defaultValue) {

    /** The parameters that every operation has. */
    public static final List<Parameter> COMMON =
            List.of(optional("layout", ParameterType.LAYOUT), optional("axes", ParameterType.AXES));

    static Parameter required(String name, ParameterType type) {
        return new Parameter(name, type, Optional.empty());
    }

    static Parameter optional(String name, ParameterType type) {
        return new Parameter(name, type, Optional.of(new Nothing()));
    }

    static Parameter optional(String name, ParameterType type, long value) {
        return new Parameter(name, type, Optional.of(new Whole(value)));
    }

    static Parameter text(String name, ParameterType type, String value) {
        return new Parameter(name, type, Optional.of(new Literal.Text(value)));
    }

    static Parameter optional(String name, ParameterType type, double value) {
        return new Parameter(name, type, Optional.of(new Real(value)));
    }

    static Parameter flag(String name, boolean value) {
        return new Parameter(name, ParameterType.FLAG, Optional.of(new Flag(value)));
    }

    /** These parameters and some more. */
    static List<Parameter> with(List<Parameter> parameters, Parameter... more) {
        return Stream.concat(parameters.stream(), Stream.of(more)).toList();
    }

    /** These parameters and some more. */
    static List<Parameter> with(List<Parameter> parameters, List<Parameter> more) {
        return Stream.concat(parameters.stream(), more.stream()).toList();
    }
}
