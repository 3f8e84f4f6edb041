package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** An image pyramid: one read of a column, several smaller ones, each the pooling of the one before it. */
record PyramidPool() implements Operation {
    private static final List<String> REDUCTIONS = List.of("avg", "max", "min", "mode", "median", "sum");
    private static final int MOST_LEVELS = 32;

    @Override
    public String name() {
        return "pyramid_pool2d";
    }

    @Override
    public OptionalInt pooledAxes() {
        return OptionalInt.of(2);
    }

    @Override
    public String summary() {
        return "An image pyramid: a column for each level, pooled from the level before.";
    }

    @Override
    public String formula() {
        return "level 0 is x, level n is avg_pool2d, max_pool2d, .. of level n - 1 with this kernel_size, as reduction says";
    }

    @Override
    public String remarks() {
        return "The columns end in _level1, _level2, ..; the column itself stays, as level 0, also without AS. reduction is 'avg',"
                + " 'max', 'min', 'mode' (for label maps), 'median' or 'sum', with the rules and the result type of that pooling;"
                + " every level is rounded to it. max, min and sum of integers are what one pooling by kernel_size^n gives; avg is the"
                + " mean of means, mode and median are those of the level before. integer_result is for avg alone. At most 32 levels.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional("levels", ParameterType.POSITIVE_INTEGER, 3),
                Parameter.text("reduction", ParameterType.PYRAMID_REDUCTION, "avg"),
                Parameter.optional("kernel_size", ParameterType.SIZES, 2),
                Sliding.CEIL_MODE,
                Parameter.optional("integer_result", ParameterType.INTEGER_RESULT));
    }

    @Override
    public String example() {
        return "pyramid_pool2d(features, levels=2, reduction='max')";
    }

    @Override
    public Set<ElementType> elementTypes() {
        return ALL;
    }

    @Override
    public Pooling bind(Request request) {
        int levels = levels(request.arguments());
        List<Pooling> steps = new ArrayList<>();
        List<Output> outputs = new ArrayList<>();
        TensorType from = request.input();
        for (int level = 1; level <= levels; level++) {
            Pooling step = step(request, from);
            from = step.output();
            steps.add(step);
            outputs.add(new Output("level" + level, from));
        }
        return new Pooling(this, request.inputs(), outputs, new Cascade(steps));
    }

    private static int levels(Arguments arguments) {
        int levels = (int) arguments.integer("levels").orElseThrow();
        if (levels > MOST_LEVELS) {
            throw new InvalidArgumentException(
                    "Invalid levels: %d (must be at most %d)".formatted(levels, MOST_LEVELS));
        }
        if (arguments.has("integer_result")
                && !arguments.text("reduction").orElseThrow().equals("avg")) {
            throw new InvalidArgumentException("Invalid integer_result: %s (only with reduction='avg')"
                    .formatted(arguments.literal("integer_result")));
        }
        return levels;
    }

    private static Pooling step(Request request, TensorType from) {
        Arguments arguments = request.arguments();
        Operation operation = Operations.named(arguments.text("reduction").orElseThrow() + "_pool2d");
        Map<String, Literal> given = new HashMap<>();
        given.put("kernel_size", arguments.literal("kernel_size"));
        given.put("ceil_mode", arguments.literal("ceil_mode"));
        given.put("axes", axes(request.axes()));
        boolean sameType = from.elementType() == request.input().elementType();
        if (arguments.has("integer_result") && sameType) {
            given.put("integer_result", arguments.literal("integer_result"));
        }
        return new Binding(operation, new Arguments(operation.allParameters(), given), from, Map.of()).pooling();
    }

    private static Literal axes(List<Integer> axes) {
        return new Literal.Items(axes.stream().<Literal>map(Literal.Whole::new).toList());
    }

    /** Whether there is such a reduction. */
    static boolean isReduction(String word) {
        return REDUCTIONS.contains(word);
    }
}
