package io.sparkpooling.sql;

import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Parameter;
import io.sparkpooling.pooling.ParameterType;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.CreateArray;
import org.apache.spark.sql.catalyst.expressions.CreateStruct;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.ObjectType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.immutable.Nil$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A call of a SQL function while its query is analysed: constants become an expression of the one expression language, so that
 * they are checked by its parser and with its messages; columns become the arguments of a static call, which takes part in
 * whole-stage code generation.
 */
final class Call {
    private static final String TENSOR = "features";
    private static final String SHAPE = "shape";
    private static final String DTYPE = "dtype";

    private final Operation operation;
    private final Map<String, Expression> arguments = new LinkedHashMap<>();
    private final List<Expression> columns = new ArrayList<>();
    private final List<Form> forms = new ArrayList<>();
    private final String shown;

    Call(Operation operation, scala.collection.Seq<Expression> given) {
        this.operation = operation;
        this.shown = CollectionConverters.asJava(given).stream()
                .map(ShownNames::of)
                .collect(Collectors.joining(", ", operation.name() + "(", ")"));
        List<String> places = names();
        boolean named = false;
        int place = 0;
        for (Expression argument : CollectionConverters.asJava(given)) {
            if (argument instanceof NamedArgumentExpression byName) {
                named = true;
                add(name(byName.key()), byName.value());
            } else if (named || place == places.size()) {
                throw Refusal.of("Invalid argument of %s: %s (%s)"
                        .formatted(
                                operation.name(),
                                argument.sql(),
                                named ? "arguments without a name stand before those with one" : "it is one too many"));
            } else {
                add(places.get(place++), argument);
            }
        }
    }

    /** What arguments without a name stand for: the tensor and the operation's parameters, in the order of its description. */
    private List<String> names() {
        return Stream.concat(
                        Stream.of(TENSOR), operation.allParameters().stream().map(Parameter::name))
                .toList();
    }

    /** Names count without their case, as all names in SQL; one that nobody knows stays as it is for the message. */
    private String name(String given) {
        return Stream.concat(names().stream(), Stream.of(SHAPE, DTYPE))
                .filter(given::equalsIgnoreCase)
                .findFirst()
                .orElse(given);
    }

    private void add(String name, Expression value) {
        if (arguments.put(name, value) != null) {
            throw Refusal.of("Duplicate parameter: %s of %s".formatted(name, operation.name()));
        }
    }

    /** The call as Spark computes it. */
    Expression bind() {
        try {
            return call();
        } catch (InvalidArgumentException invalid) {
            throw Refusal.of(invalid.getMessage());
        }
    }

    private Expression call() {
        if (!arguments.containsKey(TENSOR)) {
            throw new InvalidArgumentException("Missing argument of %s: %s".formatted(operation.name(), TENSOR));
        }
        Expression tensor = arguments.remove(TENSOR);
        List<Integer> sizes =
                Optional.ofNullable(arguments.remove(SHAPE)).map(Call::sizes).orElse(List.of());
        Optional<ElementType> dtype =
                Optional.ofNullable(arguments.remove(DTYPE)).map(Call::elementType);
        columns.add(tensor);
        forms.add(Forms.of(tensor.dataType(), TENSOR, sizes, dtype));
        PoolingExpression expression = PoolingExpression.parse(text());
        expression.companions().forEach((parameter, column) -> addCompanion(arguments.get(parameter), parameter));
        return invoke(new Plan(expression, forms), new Sampling(operation, expression, forms).results());
    }

    private String text() {
        List<String> words = new ArrayList<>(List.of(TENSOR));
        arguments.forEach((name, value) ->
                words.add(name + "=" + (isColumn(name, value) ? "'" + name + "'" : constant(name, value))));
        return operation.name() + "(" + String.join(", ", words) + ")";
    }

    private boolean isColumn(String name, Expression value) {
        return !(value.dataType() instanceof NullType)
                && operation.allParameters().stream()
                        .anyMatch(
                                parameter -> parameter.name().equals(name) && parameter.type() == ParameterType.COLUMN);
    }

    private static String constant(String name, Expression value) {
        if (!value.foldable()) {
            throw new InvalidArgumentException("Invalid %s: %s (must be a constant)".formatted(name, value.sql()));
        }
        return SqlText.literal(value.eval(null), value.dataType());
    }

    private static List<Integer> sizes(Expression shape) {
        if (!shape.foldable()
                || !(shape.eval(null) instanceof ArrayData array)
                || array.numElements() == 0
                || !shape.dataType().equals(DataTypes.createArrayType(DataTypes.IntegerType, false))) {
            throw new InvalidArgumentException(
                    "Invalid shape: %s (must be a constant array of int)".formatted(shape.sql()));
        }
        return Arrays.stream(array.toIntArray()).boxed().toList();
    }

    private static ElementType elementType(Expression dtype) {
        if (!dtype.foldable() || !(dtype.eval(null) instanceof UTF8String word)) {
            throw new InvalidArgumentException(
                    "Invalid dtype: %s (must be a constant string, such as 'float32')".formatted(dtype.sql()));
        }
        return ElementType.named(word.toString());
    }

    /** A companion; a number is a tensor of one element. */
    private void addCompanion(Expression column, String parameter) {
        boolean isNumber = Forms.elementType(column.dataType()).isPresent();
        Expression companion = isNumber ? arrayOf(column) : column;
        columns.add(companion);
        forms.add(Forms.of(companion.dataType(), parameter, List.of(), Optional.empty()));
    }

    private static Expression arrayOf(Expression number) {
        Expression array = new CreateArray(sequence(List.of(number)), false);
        return new If(new IsNull(number), Literal.create(null, array.dataType()), array);
    }

    private Expression invoke(Plan plan, List<Sampling.Result> results) {
        Expression struct = CreateStruct.create(sequence(columns));
        List<Expression> call = List.of(struct, Literal.create(plan, new ObjectType(Plan.class)));
        boolean single = results.size() == 1 && results.get(0).suffix().isEmpty();
        DataType type = single ? type(results.get(0)) : structType(results);
        return new PoolingCall(
                PoolingFunctions.class,
                type,
                single ? method(type) : "poolAll",
                sequence(call),
                none(),
                true,
                true,
                true,
                scala.Option.empty(),
                shown);
    }

    private static String method(DataType type) {
        if (type instanceof BinaryType) {
            return "poolBytes";
        }
        return type instanceof StructType ? "poolStruct" : "poolArray";
    }

    private DataType structType(List<Sampling.Result> results) {
        List<StructField> fields = new ArrayList<>();
        for (Sampling.Result result : results) {
            String name = result.suffix().isEmpty() ? "values" : result.suffix();
            fields.add(DataTypes.createStructField(name, type(result), false));
        }
        return DataTypes.createStructType(fields);
    }

    private DataType type(Sampling.Result result) {
        return forms.get(0).resultType(result.elementType(), result.rank());
    }

    private static <T> Seq<T> sequence(List<T> list) {
        return CollectionConverters.asScala(list).toSeq();
    }

    @SuppressWarnings("unchecked")
    private static <T> Seq<T> none() {
        return (Seq<T>) (Seq<?>) Nil$.MODULE$;
    }
}
