package io.sparkpooling.job;

import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.OutputColumns;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.StoredTensor;
import io.sparkpooling.storage.crossing.Crossing;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An expression bound to the columns that it names.
 *
 * @param inputs the column to pool, and the others that the operation reads, in the order of the pooling's inputs
 */
public record PlannedColumn(PoolingExpression expression, List<StoredTensor> inputs, Pooling pooling) {

    public PlannedColumn {
        inputs = List.copyOf(inputs);
    }

    /** The column to pool. */
    public StoredTensor source() {
        return inputs.get(0);
    }

    /** Binds each expression to its columns of {@code schema}. */
    static List<PlannedColumn> bind(List<PoolingExpression> expressions, DatasetColumns schema) {
        return expressions.stream().map(expression -> bind(expression, schema)).toList();
    }

    private static PlannedColumn bind(PoolingExpression expression, DatasetColumns schema) {
        StoredTensor source = schema.tensor(expression.column());
        List<StoredTensor> inputs = new ArrayList<>(List.of(source));
        Map<String, TensorType> companions = new LinkedHashMap<>();
        expression.companions().forEach((parameter, name) -> {
            StoredTensor column = schema.companion(name);
            inputs.add(column);
            companions.put(parameter, column.type());
        });
        try {
            return new PlannedColumn(expression, inputs, expression.bind(source.type(), companions));
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException("%s%n  in %s, column %s is %s"
                    .formatted(e.getMessage(), expression.canonical(), source.name(), source.type()));
        }
    }

    /** What the files of the output hold. */
    static OutputColumns outputSchema(DatasetColumns input, List<PlannedColumn> columns, String format) {
        return Crossing.pooled(
                input, columns.stream().flatMap(PlannedColumn::pooledColumns).toList(), format);
    }

    private Stream<PooledColumn> pooledColumns() {
        return pooling.outputs().stream()
                .map(output -> new PooledColumn(source(), expression.column(output), output.type()));
    }

    /** Whether one of the outputs takes the place of the column that is pooled. */
    boolean replacesSource() {
        return pooling.outputs().stream()
                .anyMatch(output -> expression.column(output).equals(source().name()));
    }

    /** The bytes of all outputs of a row. */
    long outputBytes() {
        return pooling.outputs().stream()
                .mapToLong(output -> output.type().bytes())
                .sum();
    }
}
