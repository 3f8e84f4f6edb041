package io.sparkpooling.job;

import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.storage.parquet.DatasetSchema;
import io.sparkpooling.storage.parquet.OutputSchema;
import io.sparkpooling.storage.parquet.PooledColumn;
import io.sparkpooling.storage.parquet.TensorColumn;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.List;

/** An expression bound to the column that it names. */
public record PlannedColumn(PoolingExpression expression, TensorColumn source, Pooling pooling) {

    /** Binds each expression to its column of {@code schema}. */
    static List<PlannedColumn> bind(List<PoolingExpression> expressions, DatasetSchema schema) {
        return expressions.stream().map(expression -> bind(expression, schema)).toList();
    }

    private static PlannedColumn bind(PoolingExpression expression, DatasetSchema schema) {
        TensorColumn source = schema.tensor(expression.column());
        try {
            return new PlannedColumn(expression, source, expression.bind(source.type()));
        } catch (InvalidArgumentException e) {
            throw new InvalidArgumentException("%s%n  in %s, column %s is %s"
                    .formatted(e.getMessage(), expression.canonical(), source.name(), source.type()));
        }
    }

    /** What the files of the output hold. */
    static OutputSchema outputSchema(DatasetSchema input, List<PlannedColumn> columns) {
        return OutputSchema.of(
                input, columns.stream().map(PlannedColumn::pooledColumn).toList());
    }

    private PooledColumn pooledColumn() {
        return new PooledColumn(source, expression.outputColumn(), pooling.output());
    }
}
