package io.sparkpooling.sql;

import io.sparkpooling.pooling.Operation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;

/** Constants and examples in two languages: SQL's and the expression language's. */
final class SqlText {
    private SqlText() {}

    /** An operation's example as SQL: {@code =} becomes {@code =>}, brackets become {@code array(...)}. */
    static String example(Operation operation) {
        return operation
                .example()
                .replaceAll("\\s*=\\s*", " => ")
                .replace("[", "array(")
                .replace("]", ")");
    }

    /** A constant of SQL as the expression language writes it. */
    static String literal(Object value, DataType type) {
        if (value == null) {
            return "null";
        }
        if (value instanceof ArrayData array) {
            DataType element = ((ArrayType) type).elementType();
            List<String> words = new ArrayList<>();
            for (Object each : array.toObjectArray(element)) {
                words.add(literal(each, element));
            }
            return "[" + String.join(",", words) + "]";
        }
        if (value instanceof Decimal decimal) {
            BigDecimal exact = decimal.toJavaBigDecimal();
            return exact.scale() <= 0 ? exact.toBigInteger().toString() : exact.toPlainString();
        }
        return value instanceof Number || value instanceof Boolean
                ? value.toString()
                : "'" + value.toString().replace("'", "''") + "'";
    }
}
