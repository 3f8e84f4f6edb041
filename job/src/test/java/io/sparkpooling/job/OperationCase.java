package io.sparkpooling.job;

import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.pooling.Operations;
import io.sparkpooling.pooling.Output;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * An expression and one row that fits it.
 *
 * @param columns by name: the tensor, then the companions
 */
record OperationCase(String text, Map<String, Column> columns) {
    private static final long SEED = 7;

    /** One tensor; indices and lengths are int64, everything else float32. */
    record Column(TensorType type, Object carrier) {

        List<Object> elements() {
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(carrier); i++) {
                elements.add(Array.get(carrier, i));
            }
            return elements;
        }
    }

    /** The first of some shapes that the expression can be bound to: an ordinary one, else what a gradient in 56 places needs. */
    static OperationCase of(String text) {
        PoolingExpression expression = PoolingExpression.parse(text);
        return Stream.of(Shape.of(2, 6, 7, 8), Shape.of(2, 28), Shape.of(2, 28, 28), Shape.of(1, 28, 28, 28))
                .map(shape -> types(expression, shape))
                .filter(types -> fits(expression, types))
                .findFirst()
                .map(types -> new OperationCase(text, filled(expression, types)))
                .orElseThrow(() -> new AssertionError("no sample fits " + text));
    }

    /** The types of the tensor and its companions, by column. */
    private static Map<String, TensorType> types(PoolingExpression expression, Shape shape) {
        Map<String, TensorType> types = new LinkedHashMap<>();
        types.put(expression.column(), TensorType.of(ElementType.FLOAT32, shape));
        expression
                .companions()
                .forEach((parameter, column) -> types.put(column, companion(expression, parameter, shape)));
        return types;
    }

    private static TensorType companion(PoolingExpression expression, String parameter, Shape shape) {
        return switch (parameter) {
            case "indices" -> TensorType.of(ElementType.INT64, shape);
            case "input" -> TensorType.of(ElementType.FLOAT32, twiceAsLong(expression, shape));
            case "lengths" -> TensorType.of(ElementType.INT64, Shape.of(1));
            case "random_samples" -> TensorType.of(ElementType.FLOAT32, Shape.of(12, 2));
            case "boxes" -> TensorType.of(ElementType.FLOAT32, Shape.of(3, 4));
            case "mask", "weights" -> TensorType.of(ElementType.FLOAT32, Shape.of(7, 8));
            default -> throw new AssertionError("no sample for the companion " + parameter);
        };
    }

    /** What was pooled to {@code shape} by windows of 2. */
    private static Shape twiceAsLong(PoolingExpression expression, Shape shape) {
        Shape twice = shape;
        int pooled = Operations.named(expression.operation()).pooledAxes().orElseThrow();
        for (int axis = Math.max(0, shape.rank() - pooled); axis < shape.rank(); axis++) {
            twice = twice.withSize(axis, 2 * shape.size(axis));
        }
        return twice;
    }

    private static boolean fits(PoolingExpression expression, Map<String, TensorType> types) {
        try {
            bind(expression, types);
            return true;
        } catch (InvalidArgumentException refused) {
            return false;
        }
    }

    private static Pooling bind(PoolingExpression expression, Map<String, TensorType> types) {
        Map<String, TensorType> companions = new LinkedHashMap<>();
        expression.companions().forEach((parameter, column) -> companions.put(parameter, types.get(column)));
        return expression.bind(types.get(expression.column()), companions);
    }

    private static Map<String, Column> filled(PoolingExpression expression, Map<String, TensorType> types) {
        Random random = new Random(SEED);
        Map<String, Column> columns = new LinkedHashMap<>();
        types.forEach((column, type) -> columns.put(
                column,
                new Column(type, values(random, type, expression.companions().containsValue(column)))));
        return columns;
    }

    /** Companions hold numbers that are indices, lengths, random samples, mask and weights alike: 0 to 5, or 0 to 1. */
    private static Object values(Random random, TensorType type, boolean isCompanion) {
        Object carrier = type.elementType().newArray(type.shape().elementCount());
        for (int i = 0; i < Array.getLength(carrier); i++) {
            if (type.elementType() == ElementType.INT64) {
                Array.setLong(carrier, i, 1 + random.nextInt(5));
            } else {
                Array.setFloat(carrier, i, isCompanion ? random.nextInt(8) / 8f : (float) random.nextGaussian());
            }
        }
        return carrier;
    }

    /** The elements of each output, as the plain loops compute them. */
    List<List<Object>> expected() {
        PoolingExpression expression = PoolingExpression.parse(text);
        Map<String, TensorType> types = new LinkedHashMap<>();
        columns.forEach((name, column) -> types.put(name, column.type()));
        Pooling pooling = bind(expression, types);
        TensorView[] inputs = columns.values().stream()
                .map(column -> new TensorView(column.type()).moveTo(column.carrier(), 0))
                .toArray(TensorView[]::new);
        TensorView[] outputs = pooling.outputs().stream()
                .map(Output::type)
                .map(type -> new TensorView(type)
                        .moveTo(type.elementType().newArray(type.shape().elementCount()), 0))
                .toArray(TensorView[]::new);
        Kernels.plainLoops(pooling).pool(inputs, outputs);
        return Stream.of(outputs)
                .map(output -> new Column(output.type(), output.carrier()).elements())
                .toList();
    }

    @Override
    public String toString() {
        return text;
    }
}
