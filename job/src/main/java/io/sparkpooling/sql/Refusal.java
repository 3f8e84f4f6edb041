package io.sparkpooling.sql;

import org.apache.spark.QueryContext;
import org.apache.spark.sql.AnalysisException;
import scala.Option;
import scala.collection.immutable.Map$;

/**
 * Spark's own exception for a call that cannot be, so that users catch what they catch for every other function; with the message
 * of the expression language.
 */
final class Refusal {
    private Refusal() {}

    /** Throws; gives nothing. Scala's functions declare no checked exceptions, which is what this one is to Java. */
    static RuntimeException of(String message) {
        throw Refusal.<RuntimeException>unchecked(new AnalysisException(
                message,
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Map$.MODULE$.empty(),
                new QueryContext[0]));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
