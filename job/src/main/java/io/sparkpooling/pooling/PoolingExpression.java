package io.sparkpooling.pooling;

import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to do with one column: {@code max_pool2d(head, kernel_size=3, stride=2, padding=1) AS head_small}. Immutable; two
 * expressions are equal if their canonical texts are. Checked as far as that goes without a tensor; {@link #bind} does the rest.
 */
public final class PoolingExpression implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient Operation operation;
    private final transient Map<String, Literal> given;
    private final String column;
    private final String outputColumn;

    PoolingExpression(Operation operation, String column, String outputColumn, Map<String, Literal> given) {
        this.operation = operation;
        this.column = column;
        this.outputColumn = outputColumn;
        this.given = Map.copyOf(given);
    }

    /**
     * The expression that {@code text} says.
     *
     * @throws InvalidArgumentException with the text and a caret under the character where it went wrong
     */
    public static PoolingExpression parse(String text) {
        return new ExpressionParser(text).parse();
    }

    /** The column whose tensors are pooled. */
    public String column() {
        return column;
    }

    /** The column that holds the pooled tensors. */
    public String outputColumn() {
        return outputColumn;
    }

    /** Whether the pooled tensors take the place of the column. */
    public boolean replacesColumn() {
        return outputColumn.equals(column);
    }

    /** The name of the operation. */
    public String operation() {
        return operation.name();
    }

    /** The other columns that the operation reads, by the parameter that names them, in the operation's order. */
    public Map<String, String> companions() {
        Map<String, String> companions = new LinkedHashMap<>();
        for (Parameter parameter : operation.allParameters()) {
            if (parameter.type() == ParameterType.COLUMN && given.get(parameter.name()) instanceof Literal.Text text) {
                companions.put(parameter.name(), text.value());
            }
        }
        return companions;
    }

    /** The column that holds one of a pooling's outputs. */
    public String column(Output output) {
        return output.suffix().isEmpty() ? outputColumn : outputColumn + "_" + output.suffix();
    }

    /**
     * This expression for tensors of one type, where the operation needs no other column.
     *
     * @throws InvalidArgumentException if it cannot be computed for them, with the reason
     */
    public Pooling bind(TensorType input) {
        return bind(input, Map.of());
    }

    /**
     * This expression for tensors of one type and their companions.
     *
     * @param companions the type of each of {@link #companions}, by the parameter that names it
     * @throws InvalidArgumentException if it cannot be computed for them, with the reason
     */
    public Pooling bind(TensorType input, Map<String, TensorType> companions) {
        Map<String, TensorType> ordered = new LinkedHashMap<>();
        companions().keySet().stream()
                .filter(companions::containsKey)
                .forEach(name -> ordered.put(name, companions.get(name)));
        return new Binding(operation, new Arguments(operation.allParameters(), given), input, ordered).pooling();
    }

    /**
     * The axes that {@link #bind} would pool, in logical order, each as the physical axis it is.
     *
     * @throws InvalidArgumentException if it cannot be computed for such tensors
     */
    public List<Integer> pooledAxes(TensorType input) {
        return new AxisChoice(operation, new Arguments(operation.allParameters(), given), input)
                .axes().stream().sorted().map(input::physicalAxis).toList();
    }

    /** One text for all ways to write this expression: parameters in the operation's order, without those at their default. */
    public String canonical() {
        Stream<String> arguments = operation.allParameters().stream()
                .filter(parameter -> given.containsKey(parameter.name()))
                .filter(this::matters)
                .map(parameter -> parameter.name() + "=" + given.get(parameter.name()));
        String call = Stream.concat(Stream.of(quoted(column)), arguments)
                .collect(Collectors.joining(", ", operation.name() + "(", ")"));
        return replacesColumn() ? call : call + " AS " + quoted(outputColumn);
    }

    /** Whether the expression would mean something else without the parameter. */
    private boolean matters(Parameter parameter) {
        List<Parameter> parameters = operation.allParameters();
        Map<String, Literal> others = new HashMap<>(given);
        others.remove(parameter.name());
        return !new Arguments(parameters, given)
                .literal(parameter.name())
                .equals(new Arguments(parameters, others).literal(parameter.name()));
    }

    private static String quoted(String name) {
        return Scanner.isName(name) ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PoolingExpression expression && canonical().equals(expression.canonical());
    }

    @Override
    public int hashCode() {
        return canonical().hashCode();
    }

    @Override
    public String toString() {
        return canonical();
    }

    private Object writeReplace() {
        return new Serialized(canonical());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("only its text is serialised");
    }

    private record Serialized(String text) implements Serializable {
        private Object readResolve() {
            return parse(text);
        }
    }
}
