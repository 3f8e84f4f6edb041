package io.sparkpooling.sql;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import scala.Option;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A static call that is shown as the call of SQL that it came from: so columns without {@code AS} are named as those of Spark's own
 * functions are, and plans can be read. Public as Spark copies it by reflection. All else is the static call's, with its code generation.
 */
public final class PoolingCall extends StaticInvoke {
    private static final long serialVersionUID = 1L;

    private final String text;

    /** As Spark's constructor; {@code text} is what {@link #otherCopyArgs} adds where Spark copies it. */
    public PoolingCall(
            Class<?> staticObject,
            DataType dataType,
            String functionName,
            Seq<Expression> arguments,
            Seq<AbstractDataType> inputTypes,
            boolean propagateNull,
            boolean returnNullable,
            boolean isDeterministic,
            Option<ScalarFunction<?>> scalarFunction,
            String text) {
        super(
                staticObject,
                dataType,
                functionName,
                arguments,
                inputTypes,
                propagateNull,
                returnNullable,
                isDeterministic,
                scalarFunction);
        this.text = text;
    }

    @Override
    public Seq<Object> otherCopyArgs() {
        return CollectionConverters.asScala(List.<Object>of(text)).toSeq();
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
        return new PoolingCall(
                staticObject(),
                dataType(),
                functionName(),
                children,
                inputTypes(),
                propagateNull(),
                returnNullable(),
                isDeterministic(),
                scalarFunction(),
                text);
    }

    @Override
    public String toString() {
        return text;
    }
}
