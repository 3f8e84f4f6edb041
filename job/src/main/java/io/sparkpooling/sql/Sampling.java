package io.sparkpooling.sql;

import io.sparkpooling.kernel.RowKernel;
import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Output;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds what a call gives, the number and types of its outputs, while the query is analysed and no tensor is there: by binding it
 * to types that its columns could hold. A call that none of them allows is refused with what the first of them says.
 */
final class Sampling {
    private static final int LARGEST_RANK = 6;
    /** Windows may be larger than the first sample; these are nearly as large as a tensor of so many axes can be. */
    private static final int[] LARGE = {1 << 20, 1 << 12, 1 << 10, 200, 64, 32};

    private final Operation operation;
    private final PoolingExpression expression;
    private final List<Form> forms;
    private Optional<InvalidArgumentException> first = Optional.empty();

    Sampling(Operation operation, PoolingExpression expression, List<Form> forms) {
        this.operation = operation;
        this.expression = expression;
        this.forms = forms;
    }

    /** An output of the call. */
    record Result(String suffix, ElementType elementType, int rank) {}

    List<Result> results() {
        for (TensorType tensor : tensors().toList()) {
            Optional<List<Result>> results = results(new ArrayList<>(List.of(tensor)));
            if (results.isPresent()) {
                return results.get();
            }
        }
        return gradient().orElseThrow(this::refusal);
    }

    private InvalidArgumentException refusal() {
        return first.orElseGet(() -> new InvalidArgumentException(
                "Cannot analyse %s: no tensors fit its columns".formatted(expression.canonical())));
    }

    private Stream<TensorType> tensors() {
        Form form = forms.get(0);
        List<ElementType> types =
                form.elementType().map(List::of).orElse(List.of(ElementType.FLOAT32, ElementType.INT32));
        return types.stream()
                .flatMap(type ->
                        form.shape().map(Stream::of).orElseGet(this::shapes).map(shape -> TensorType.of(type, shape)));
    }

    private Stream<Shape> shapes() {
        int lowest = operation.pooledAxes().orElse(1);
        List<Integer> ranks = forms.get(0).rank().isPresent()
                ? List.of(forms.get(0).rank().getAsInt())
                : IntStream.rangeClosed(lowest, LARGEST_RANK).boxed().toList();
        return Stream.concat(
                ranks.stream().map(rank -> cube(rank, rank < LARGEST_RANK ? 64 : 16)),
                ranks.stream().map(rank -> cube(rank, LARGE[Math.min(rank, LARGE.length) - 1])));
    }

    private static Shape cube(int rank, int size) {
        int[] sizes = new int[rank];
        Arrays.fill(sizes, size);
        return Shape.of(sizes);
    }

    /** The outputs for a tensor and the companions so far, with the first further companions that fit. */
    private Optional<List<Result>> results(List<TensorType> types) {
        if (types.size() == forms.size()) {
            return bound(types);
        }
        for (TensorType companion :
                companions(types.get(0), forms.get(types.size())).toList()) {
            List<TensorType> more = new ArrayList<>(types);
            more.add(companion);
            Optional<List<Result>> results = results(more);
            if (results.isPresent()) {
                return results;
            }
        }
        return Optional.empty();
    }

    private Stream<TensorType> companions(TensorType tensor, Form form) {
        List<ElementType> types =
                form.elementType().map(List::of).orElse(List.of(ElementType.INT64, ElementType.FLOAT32));
        List<Shape> shapes = companionShapes(tensor.shape())
                .filter(shape -> allows(form, shape, tensor.shape()))
                .toList();
        return types.stream().flatMap(type -> shapes.stream().map(shape -> TensorType.of(type, shape)));
    }

    /**
     * The tensor's; an element for each place of an axis, or of all pooled axes; numbers for each plane; one number; a box, with or
     * without a number.
     */
    private Stream<Shape> companionShapes(Shape tensor) {
        int pooled = Math.min(operation.pooledAxes().orElse(1), tensor.rank());
        int[] sizes = tensor.toArray();
        int[] places = Arrays.copyOfRange(sizes, sizes.length - pooled, sizes.length);
        int planes = tensor.elementCount() / Math.max(1, Shape.of(places).elementCount());
        return Stream.of(
                        Stream.of(tensor, Shape.of(places)),
                        IntStream.of(sizes).distinct().mapToObj(Shape::of),
                        Stream.of(Shape.of(planes, pooled), Shape.of(1), Shape.of(1, 4), Shape.of(1, 5), Shape.of(4)))
                .flatMap(shapes -> shapes);
    }

    /** Arrays have their levels; but flat ones may stand for the tensor's shape. */
    private static boolean allows(Form form, Shape companion, Shape tensor) {
        int rank = form.rank().orElse(companion.rank());
        return rank == companion.rank() || rank == 1 && companion.equals(tensor);
    }

    private Optional<List<Result>> bound(List<TensorType> types) {
        try {
            return Optional.of(RowKernel.pooling(expression, types).outputs().stream()
                    .map(Sampling::result)
                    .toList());
        } catch (InvalidArgumentException invalid) {
            first = first.or(() -> Optional.of(invalid));
            return Optional.empty();
        }
    }

    private static Result result(Output output) {
        return new Result(
                output.suffix(),
                output.type().elementType(),
                output.type().shape().rank());
    }

    /**
     * A gradient fits one {@code input_shape} alone, which no sample has: the gradient that comes back has its type and as many
     * axes, and each row is checked when it comes.
     */
    private Optional<List<Result>> gradient() {
        ElementType type = forms.get(0).elementType().orElse(ElementType.FLOAT32);
        boolean anyFits = operation.name().endsWith("_backward")
                && operation.elementTypes().contains(type)
                && forms.get(0).shape().isEmpty();
        return anyFits
                ? Optional.of(List.of(new Result("", type, forms.get(0).rank().orElse(1))))
                : Optional.empty();
    }
}
