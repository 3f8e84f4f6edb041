package io.sparkpooling.pooling;

import io.sparkpooling.pooling.Literal.Flag;
import io.sparkpooling.pooling.Literal.Items;
import io.sparkpooling.pooling.Literal.Nothing;
import io.sparkpooling.pooling.Literal.Real;
import io.sparkpooling.pooling.Literal.Text;
import io.sparkpooling.pooling.Literal.Whole;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.UnknownName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code operation(column, name=value, ...) [AS name]}. Knows the operations, so that an unknown parameter or a value of a
 * wrong type is an error at its character. Recursion is bounded: lists nest at most three deep.
 */
final class ExpressionParser {
    private static final int DEEPEST_LIST = 3;

    private final Scanner scanner;

    ExpressionParser(String text) {
        this.scanner = new Scanner(text);
    }

    PoolingExpression parse() {
        int begin = scanner.next();
        Operation operation = operation();
        scanner.expect('(', "after the operation");
        String column = column("a column");
        Map<String, Literal> arguments = new LinkedHashMap<>();
        while (scanner.accept(',')) {
            argument(operation, arguments);
        }
        int end = scanner.next();
        scanner.expect(')', "or ',' after the arguments");
        for (Parameter parameter : operation.parameters()) {
            if (parameter.defaultValue().isEmpty() && !arguments.containsKey(parameter.name())) {
                throw scanner.error("Missing parameter of %s: %s".formatted(operation.name(), parameter.name()), end);
            }
        }
        check(operation, arguments, begin);
        Optional<String> alias = alias();
        if (!scanner.atEnd()) {
            throw scanner.error("Cannot parse pooling expression: nothing may follow here", scanner.next());
        }
        return new PoolingExpression(operation, column, alias.orElse(column), arguments);
    }

    private void check(Operation operation, Map<String, Literal> given, int begin) {
        Arguments arguments = new Arguments(operation.allParameters(), given);
        try {
            arguments.mode().check(operation, arguments);
        } catch (InvalidArgumentException lacking) {
            throw scanner.error(lacking.getMessage(), begin);
        }
    }

    private Operation operation() {
        int at = scanner.next();
        String name = scanner.name("an operation");
        try {
            return Operations.named(name);
        } catch (InvalidArgumentException unknown) {
            throw scanner.error(unknown.getMessage(), at);
        }
    }

    private String column(String what) {
        int at = scanner.next();
        String name =
                scanner.sees('"') ? scanner.quoted('"') : scanner.sees('`') ? scanner.quoted('`') : scanner.name(what);
        if (name.isEmpty()) {
            throw scanner.error("Invalid column: \"\" (must not be empty)", at);
        }
        return name;
    }

    private Optional<String> alias() {
        if (!scanner.seesName()) {
            return Optional.empty();
        }
        int at = scanner.next();
        if (!scanner.name("AS").equalsIgnoreCase("as")) {
            throw scanner.error("Cannot parse pooling expression: expected AS", at);
        }
        return Optional.of(column("a column after AS"));
    }

    private void argument(Operation operation, Map<String, Literal> arguments) {
        int at = scanner.next();
        String name = scanner.name("a parameter, as name=value");
        Parameter parameter = operation.allParameters().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> scanner.error(unknownParameter(operation, name), at));
        scanner.expect('=', "after the parameter's name");
        int valueAt = scanner.next();
        Literal value = value(0);
        if (arguments.put(name, value) != null) {
            throw scanner.error("Duplicate parameter: %s".formatted(name), at);
        }
        if (!parameter.type().accepts(value, operation.pooledAxes().orElse(0))) {
            throw scanner.error(
                    "Invalid %s: %s (must be %s)"
                            .formatted(name, value, parameter.type().words()),
                    valueAt);
        }
    }

    private static String unknownParameter(Operation operation, String name) {
        List<String> known =
                operation.allParameters().stream().map(Parameter::name).toList();
        return "Unknown parameter of %s: %s (did you mean %s? it has %s)"
                .formatted(
                        operation.name(),
                        name,
                        UnknownName.nearestFirst(name, known).get(0),
                        String.join(", ", known));
    }

    private Literal value(int depth) {
        if (scanner.sees('[')) {
            return items(depth);
        }
        if (scanner.sees('\'')) {
            return new Text(scanner.quoted('\''));
        }
        return scanner.sees('"') ? new Text(scanner.quoted('"')) : word();
    }

    private Items items(int depth) {
        int at = scanner.next();
        if (depth == DEEPEST_LIST) {
            throw scanner.error("Cannot parse pooling expression: lists nest too deep", at);
        }
        scanner.expect('[', "");
        List<Literal> values = new ArrayList<>();
        if (scanner.accept(']')) {
            return new Items(values);
        }
        do {
            values.add(value(depth + 1));
        } while (scanner.accept(','));
        scanner.expect(']', "or ',' in the list");
        return new Items(values);
    }

    private Literal word() {
        int at = scanner.next();
        String word = scanner.word();
        return switch (word) {
            case "null", "None" -> new Nothing();
            case "true", "True" -> new Flag(true);
            case "false", "False" -> new Flag(false);
            default -> number(word, at);
        };
    }

    private Literal number(String word, int at) {
        if (word.matches("[+-]?[0-9]{1,18}")) {
            return new Whole(Long.parseLong(word));
        }
        if (word.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
            return new Real(Double.parseDouble(word));
        }
        throw scanner.error(
                "Cannot parse pooling expression: expected a value (number, 'string', [list], true, false or null)",
                at);
    }
}
