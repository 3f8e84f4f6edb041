package io.sparkpooling.sql;

import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Output;
import io.sparkpooling.pooling.Parameter;
import io.sparkpooling.pooling.ParameterType;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.CreateStruct;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.ObjectType;
import org.apache.spark.sql.types.StructField;
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

    private final Operation operation;
    private final Map<String, Expression> arguments = new LinkedHashMap<>();
    private final List<Expression> columns = new ArrayList<>();
    private final List<Form> forms = new ArrayList<>();

    Call(Operation operation, scala.collection.Seq<Expression> given) {
        this.operation = operation;
        List<String> names = new ArrayList<>(List.of(TENSOR));
        operation.allParameters().stream().map(Parameter::name).forEach(names::add);
        int place = 0;
        for (Expression argument : CollectionConverters.asJava(given)) {
            if (argument instanceof NamedArgumentExpression named) {
                add(named.key(), named.value());
            } else if (place < names.size()) {
                add(names.get(place++), argument);
            } else {
                throw new PoolingAnalysisException("Too many arguments of " + operation.name());
            }
        }
    }

    private void add(String name, Expression value) {
        if (arguments.put(name, value) != null) {
            throw new PoolingAnalysisException("Duplicate parameter: %s of %s".formatted(name, operation.name()));
        }
    }

    /** The call as Spark computes it. */
    Expression bind() {
        try {
            return call();
        } catch (InvalidArgumentException invalid) {
            throw new PoolingAnalysisException(invalid.getMessage());
        }
    }

    private Expression call() {
        if (!arguments.containsKey(TENSOR)) {
            throw new InvalidArgumentException("Missing argument of %s: %s".formatted(operation.name(), TENSOR));
        }
        Expression tensor = arguments.remove(TENSOR);
        List<Integer> sizes = arguments.containsKey(SHAPE) ? sizes(arguments.remove(SHAPE)) : List.of();
        addColumn(tensor, TENSOR);
        PoolingExpression expression = PoolingExpression.parse(text());
        expression.companions().forEach((parameter, column) -> addColumn(arguments.get(parameter), parameter));
        Plan plan = new Plan(expression, forms, sizes);
        return invoke(plan, sample(plan));
    }

    private String text() {
        List<String> words = new ArrayList<>(List.of(TENSOR));
        arguments.forEach(
                (name, value) -> words.add(name + "=" + (isColumn(name) ? "'" + name + "'" : constant(name, value))));
        return operation.name() + "(" + String.join(", ", words) + ")";
    }

    private boolean isColumn(String name) {
        return operation.allParameters().stream()
                .anyMatch(parameter -> parameter.name().equals(name) && parameter.type() == ParameterType.COLUMN);
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
                || !shape.dataType().equals(DataTypes.createArrayType(DataTypes.IntegerType, false))) {
            throw new InvalidArgumentException(
                    "Invalid shape: %s (must be a constant array of int)".formatted(shape.sql()));
        }
        return Arrays.stream(array.toIntArray()).boxed().toList();
    }

    private void addColumn(Expression column, String name) {
        Form form = Form.of(column.dataType(), name);
        if (form.depth() == 0) {
            throw new InvalidArgumentException("Invalid %s: %s (must be arrays of numbers)"
                    .formatted(name, column.dataType().sql()));
        }
        columns.add(column);
        forms.add(form);
    }

    /** What the call gives for tensors of the shape that is known, or of any: the number, rank and type of its outputs. */
    private Pooling sample(Plan plan) {
        try {
            return sample(plan, 64);
        } catch (InvalidArgumentException invalid) {
            return plan.isFlat() ? refuse(invalid) : larger(plan, invalid);
        }
    }

    /** Windows may be larger than the first sample; what a larger one refuses too is wrong for every shape. */
    private Pooling larger(Plan plan, InvalidArgumentException first) {
        int[] sizes = {1 << 20, 1 << 12, 1 << 10, 200};
        try {
            return sample(plan, sizes[Math.min(forms.get(0).depth(), sizes.length) - 1]);
        } catch (InvalidArgumentException invalid) {
            return refuse(first);
        }
    }

    private Pooling refuse(InvalidArgumentException invalid) {
        throw arguments.containsKey("input_shape")
                ? new InvalidArgumentException(invalid.getMessage() + " (say shape => array(...))")
                : invalid;
    }

    private Pooling sample(Plan plan, int size) {
        List<TensorType> types = new ArrayList<>();
        for (int input = 0; input < forms.size(); input++) {
            int[] sizes = new int[forms.get(input).depth()];
            Arrays.fill(sizes, size);
            TensorType type = plan.type(input, Shape.of(sizes));
            types.add(input == 0 ? type : types.get(0).withElementType(type.elementType()));
        }
        return RowKernel.pooling(plan.expression(), types);
    }

    private Expression invoke(Plan plan, Pooling pooling) {
        Expression struct = CreateStruct.create(sequence(columns));
        List<Expression> call = List.of(struct, Literal.create(plan, new ObjectType(Plan.class)));
        boolean single = pooling.outputs().size() == 1;
        return new StaticInvoke(
                PoolingFunctions.class,
                single ? type(pooling.outputs().get(0), plan) : structType(pooling, plan),
                single ? "pool" : "poolAll",
                sequence(call),
                none(),
                true,
                true,
                true,
                scala.Option.empty());
    }

    private static DataType structType(Pooling pooling, Plan plan) {
        List<StructField> fields = new ArrayList<>();
        for (Output output : pooling.outputs()) {
            String name = output.suffix().isEmpty() ? "values" : output.suffix();
            fields.add(DataTypes.createStructField(name, type(output, plan), false));
        }
        return DataTypes.createStructType(fields);
    }

    private static DataType type(Output output, Plan plan) {
        int levels = plan.isFlat() ? 1 : output.type().shape().rank();
        return Form.sqlType(output.type().elementType(), levels);
    }

    private static <T> Seq<T> sequence(List<T> list) {
        return CollectionConverters.asScala(list).toSeq();
    }

    @SuppressWarnings("unchecked")
    private static <T> Seq<T> none() {
        return (Seq<T>) (Seq<?>) Nil$.MODULE$;
    }
}
