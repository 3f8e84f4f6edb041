package io.sparkpooling.sql;

import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;
import org.apache.spark.sql.catalyst.expressions.PrettyAttribute;
import scala.runtime.AbstractPartialFunction;

/** Columns by their names alone, without their tables: what a person wrote, as Spark shows it of its own functions. */
final class ShownNames extends AbstractPartialFunction<Expression, Expression> {

    /** An argument of a call as SQL. */
    static String of(Expression argument) {
        return argument instanceof NamedArgumentExpression named
                ? named.key() + " => " + of(named.value())
                : argument.transform(new ShownNames()).sql();
    }

    @Override
    public boolean isDefinedAt(Expression expression) {
        return expression instanceof Attribute;
    }

    @Override
    public Expression apply(Expression column) {
        return new PrettyAttribute((Attribute) column);
    }
}
