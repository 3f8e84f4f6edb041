package io.sparkpooling.sql;

import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Operations;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import scala.Tuple3;
import scala.runtime.BoxedUnit;

/**
 * Gives Spark SQL a function for each operation of the list. Spark finds it by the service file in this jar, or by {@code
 * spark.sql.extensions=io.sparkpooling.sql.PoolingExtensions}.
 */
public final class PoolingExtensions implements SparkSessionExtensionsProvider {

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        for (Operation operation : Operations.all()) {
            extensions.injectFunction(new Tuple3<>(
                    new FunctionIdentifier(operation.name()),
                    Description.of(operation),
                    arguments -> new Call(operation, arguments).bind()));
        }
        return BoxedUnit.UNIT;
    }
}
