package io.sparkpooling.sql;

import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Parameter;
import io.sparkpooling.pooling.ParameterType;
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

    /** An operation's example as SQL: {@code =} becomes {@code =>}, brackets {@code array(...)}, names of columns columns. */
    static String example(Operation operation) {
        String example = operation.example();
        for (Parameter parameter : operation.allParameters()) {
            if (parameter.type() == ParameterType.COLUMN) {
                example = example.replaceAll("\\b(%s\\s*=\\s*)'(\\w+)'".formatted(parameter.name()), "$1$2");
            }
        }
        return example.replaceAll("\\s*=\\s*", " => ").replace("[", "array(").replace("]", ")");
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
