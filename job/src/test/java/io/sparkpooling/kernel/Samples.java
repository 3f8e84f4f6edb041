package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Operations;
import io.sparkpooling.pooling.Parameter;
import io.sparkpooling.pooling.ParameterType;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.BFloat16;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Float16;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random poolings of an operation and random tensors for them, from a seed. */
final class Samples {
    private final Random random;

    Samples(long seed) {
        this.random = new Random(seed);
    }

    /** The operations that need nothing but one tensor: neither another column nor the shape of what was pooled. */
    static Stream<Operation> operations() {
        return Operations.all().stream().filter(operation -> operation.parameters().stream()
                .noneMatch(parameter -> parameter.defaultValue().isEmpty()
                        && (parameter.type() == ParameterType.COLUMN
                                || parameter.name().equals("input_shape"))));
    }

    /** A pooling with random parameters, shape, axes and layout; tries until one can be bound. */
    Pooling pooling(Operation operation, ElementType type) {
        List<Parameter> alone = operation.parameters().stream()
                .filter(parameter -> parameter.type() != ParameterType.COLUMN)
                .toList();
        return pooling(operation, alone, type);
    }

    /** The same with taps that do not count, and with sums in float64. */
    Pooling modified(Operation operation, ElementType type) {
        return pooling(operation, operation.allParameters(), type);
    }

    private Pooling pooling(Operation operation, List<Parameter> parameters, ElementType type) {
        while (true) {
            Optional<Pooling> pooling = tryPooling(operation, parameters, type);
            if (pooling.isPresent()) {
                return pooling.get();
            }
        }
    }

    private Optional<Pooling> tryPooling(Operation operation, List<Parameter> parameters, ElementType type) {
        int pooled = operation.pooledAxes().orElse(1 + random.nextInt(3));
        int rank = pooled + random.nextInt(3);
        List<String> arguments = new ArrayList<>(List.of("x"));
        for (Parameter parameter : parameters) {
            if (parameter.defaultValue().isEmpty() || random.nextBoolean()) {
                Optional<String> value = value(parameter.name(), pooled);
                if (value.isEmpty() && parameter.defaultValue().isEmpty()) {
                    throw new AssertionError("no sample values for parameter " + parameter.name());
                }
                value.ifPresent(text -> arguments.add(parameter.name() + "=" + text));
            }
        }
        List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
        if (random.nextInt(4) == 0) {
            Collections.shuffle(axes, random);
        }
        arguments.add("axes=" + axes.subList(rank - pooled, rank));
        TensorType input = type(type, rank, pooled);
        try {
            return Optional.of(PoolingExpression.parse(operation.name() + "(" + String.join(", ", arguments) + ")")
                    .bind(
                            input,
                            Map.of(
                                    "mask", mask(input, axes.subList(rank - pooled, rank)),
                                    "weights", weights(input, axes.subList(rank - pooled, rank)))));
        } catch (InvalidArgumentException refused) {
            return Optional.empty();
        }
    }

    /** Of the elements, or of the places of the pooled axes. */
    private TensorType mask(TensorType input, List<Integer> pooled) {
        if (random.nextBoolean() || !input.permutation().isEmpty()) {
            return input.withElementType(ElementType.BOOL);
        }
        int places = pooled.stream().map(input.shape()::size).reduce(1, Math::multiplyExact);
        return TensorType.of(ElementType.BOOL, Shape.of(places));
    }

    private TensorType weights(TensorType input, List<Integer> pooled) {
        ElementType[] types = ElementType.values();
        return mask(input, pooled).withElementType(types[random.nextInt(types.length)]);
    }

    /** A value; none for a parameter that keeps its default here. */
    private Optional<String> value(String parameter, int axes) {
        return Optional.ofNullable(known(parameter, axes));
    }

    private String known(String parameter, int axes) {
        return switch (parameter) {
            case "kernel_size", "output_size" -> each(axes, 4);
            case "stride", "dilation" -> each(axes, 3);
            case "padding" -> random.nextInt(3) == 0 ? "'same'" : Integer.toString(random.nextInt(3));
            case "norm_type" -> List.of("1", "2", "3", "2.5").get(random.nextInt(4));
            case "divisor_override" -> List.of("3", "-2").get(random.nextInt(2));
            case "p", "r" -> List.of("1", "3", "2.5", "0.5").get(random.nextInt(4));
            case "eps" -> List.of("1e-3", "1").get(random.nextInt(2));
            case "q", "alpha" -> List.of("0", "0.3", "0.9", "1").get(random.nextInt(4));
            case "correction", "seed" -> Integer.toString(random.nextInt(3));
            case "reduction" -> List.of("'max'", "'avg'").get(random.nextInt(2));
            case "filter_size" -> Integer.toString(1 + random.nextInt(7));
            case "k" -> Integer.toString(1 + random.nextInt(5));
            case "ceil_mode", "count_include_pad", "return_indices" -> Boolean.toString(random.nextBoolean());
            case "nan" -> List.of("'skip'", "'error'").get(random.nextInt(2));
            case "nodata" -> Integer.toString(random.nextInt(2));
            case "accumulate" -> "'float64'";
            case "mask" -> "'m'";
            case "weights" -> random.nextInt(3) == 0 ? "'w'" : null;
            case "boundary" ->
                List.of("'trim'", "'pad'", "'reflect'", "'replicate'").get(random.nextInt(4));
            case "mode" ->
                List.of("'pytorch'", "'onnx'", "'tensorflow'", "'keras'", "'flax'", "'xarray'", "'gdal'")
                        .get(random.nextInt(7));
            default -> null;
        };
    }

    private String each(int axes, int largest) {
        return random.nextBoolean()
                ? Integer.toString(1 + random.nextInt(largest))
                : IntStream.range(0, axes)
                        .mapToObj(axis -> 1 + random.nextInt(largest))
                        .toList()
                        .toString();
    }

    private TensorType type(ElementType type, int rank, int pooled) {
        int[] sizes = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            sizes[axis] = 1 + random.nextInt(axis < rank - pooled ? 5 : rank > 3 ? 7 : 21);
        }
        List<Integer> permutation = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            permutation.addAll(IntStream.range(0, rank).boxed().toList());
            if (random.nextBoolean()) {
                Collections.shuffle(permutation, random);
            } else {
                Collections.rotate(permutation, 1);
            }
        }
        return new TensorType(type, Shape.of(sizes), List.of(), permutation);
    }

    /** An array of {@code length} elements: mostly ordinary numbers, some zeros of both signs, at times infinities and NaN. */
    Object values(ElementType type, int length) {
        Object values = type.newArray(length);
        int special = List.of(0, 2, 40).get(random.nextInt(3));
        for (int i = 0; i < length; i++) {
            set(type, values, i, special > 0 && random.nextInt(special) == 0);
        }
        return values;
    }

    /** Ordinary numbers alone. */
    Object numbers(ElementType type, int length) {
        Object values = type.newArray(length);
        for (int i = 0; i < length; i++) {
            set(type, values, i, false);
        }
        return values;
    }

    private void set(ElementType type, Object values, int i, boolean special) {
        switch (type) {
            case FLOAT32 -> Array.setFloat(values, i, number(special));
            case FLOAT64 -> Array.setDouble(values, i, special ? number(true) : random.nextGaussian());
            case FLOAT16 -> Array.setShort(values, i, Float16.fromFloat(number(special)));
            case BFLOAT16 -> Array.setShort(values, i, BFloat16.fromFloat(number(special)));
            case INT8, UINT8 -> Array.setByte(values, i, (byte) random.nextInt());
            case BOOL -> Array.setByte(values, i, (byte) random.nextInt(2));
            case INT16, UINT16 -> Array.setShort(values, i, (short) random.nextInt());
            case INT32, UINT32 -> Array.setInt(values, i, random.nextInt());
            case INT64, UINT64 -> Array.setLong(values, i, random.nextLong());
        }
    }

    private float number(boolean special) {
        float[] specials = {0f, -0f, 0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e-39f};
        return special ? specials[random.nextInt(specials.length)] : (float) random.nextGaussian() * 4;
    }

    int nextInt(int bound) {
        return random.nextInt(bound);
    }
}
