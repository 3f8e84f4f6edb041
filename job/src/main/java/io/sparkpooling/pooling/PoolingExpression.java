package io.sparkpooling.pooling;

import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
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

    /**
     * This expression for tensors of one type.
     *
     * @throws InvalidArgumentException if it cannot be computed for them, with the reason
     */
    public Pooling bind(TensorType input) {
        return new Binding(operation, new Arguments(operation.allParameters(), given), input).pooling();
    }

    /** One text for all ways to write this expression: parameters in the operation's order, without those at their default. */
    public String canonical() {
        Stream<String> arguments = operation.allParameters().stream()
                .filter(parameter -> given.containsKey(parameter.name()))
                .filter(parameter ->
                        !parameter.defaultValue().equals(java.util.Optional.of(given.get(parameter.name()))))
                .map(parameter -> parameter.name() + "=" + given.get(parameter.name()));
        String call = Stream.concat(Stream.of(quoted(column)), arguments)
                .collect(Collectors.joining(", ", operation.name() + "(", ")"));
        return replacesColumn() ? call : call + " AS " + quoted(outputColumn);
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
