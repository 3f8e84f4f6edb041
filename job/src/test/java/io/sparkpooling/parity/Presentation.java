package io.sparkpooling.parity;

import io.sparkpooling.kernel.OneTensor;
import io.sparkpooling.kernel.PoolingKernel;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One way to show a question's tensor to us: how its axes lie in memory, and how we are told. The answer must not depend on it.
 *
 * @param order the question's axis that is the i-th in memory
 * @param type what our column says about the tensor
 * @param expression what we are asked
 */
record Presentation(PoolCase question, List<Integer> order, TensorType type, String expression) {
    private static final int FRAME = 3;
    private static final long CANARY = 0x5a5a5a5a5a5a5a5aL;

    /** As PyTorch sees it: contiguous, pooled axes last. */
    static Presentation plain(PoolCase question) {
        List<Integer> order =
                IntStream.range(0, question.shape().rank()).boxed().toList();
        return new Presentation(
                question, order, TensorType.of(question.type(), question.shape()), question.expression());
    }

    /** Another order in memory, told in one of the ways that there are. */
    static Presentation random(PoolCase question, SplittableRandom random) {
        List<Integer> order = shuffled(question.shape().rank(), random);
        return switch (random.nextInt(4)) {
            case 0 -> permuted(question, order, List.of());
            case 1 -> permuted(question, order, names(question));
            case 2 -> layout(question, spatialInOrder(question, order));
            default -> axes(question, spatialInOrder(question, order), shuffled(question.pooledAxes(), random));
        };
    }

    /** Of a question for one output: the same question to global pooling, which PyTorch has under no name of its own. */
    static Presentation global(PoolCase question) {
        Presentation plain = plain(question);
        String family = question.family().equals("adaptive_max_pool") ? "global_max_pool" : "global_avg_pool";
        List<Integer> axes = plain.order.subList(plain.order.size() - question.pooledAxes(), plain.order.size());
        return new Presentation(question, plain.order, plain.type, family + "(x, axes=" + axes + ")");
    }

    /** The column gives the permutation, and names for its axes where there are any. */
    private static Presentation permuted(PoolCase question, List<Integer> order, List<String> names) {
        List<Integer> permutation =
                IntStream.range(0, order.size()).mapToObj(order::indexOf).toList();
        List<String> inMemory =
                names.isEmpty() ? List.of() : order.stream().map(names::get).toList();
        TensorType type = new TensorType(question.type(), shapeInMemory(question, order), inMemory, permutation);
        return new Presentation(question, order, type, question.expression());
    }

    private static Presentation layout(PoolCase question, List<Integer> order) {
        String letters = order.stream().map(names(question)::get).collect(Collectors.joining());
        TensorType type = TensorType.of(question.type(), shapeInMemory(question, order));
        return new Presentation(question, order, type, question.expression("layout='" + letters + "'"));
    }

    /** Any order of the axes in {@code axes=}, and lists of parameters in the same order. */
    private static Presentation axes(PoolCase question, List<Integer> order, List<Integer> turn) {
        int leading = question.shape().rank() - question.pooledAxes();
        List<Integer> axes =
                turn.stream().map(axis -> order.indexOf(leading + axis)).toList();
        PoolCase turned = question;
        for (Map.Entry<String, Object> parameter : question.parameters().entrySet()) {
            if (parameter.getValue() instanceof List<?> list) {
                turned = turned.with(
                        parameter.getKey(), turn.stream().map(list::get).toList());
            }
        }
        TensorType type = TensorType.of(question.type(), shapeInMemory(question, order));
        return new Presentation(question, order, type, turned.expression("axes=" + axes));
    }

    private static List<String> names(PoolCase question) {
        int leading = question.shape().rank() - question.pooledAxes();
        String letters = "CEF".substring(0, leading) + "DHW".substring(3 - question.pooledAxes());
        return letters.chars().mapToObj(Character::toString).toList();
    }

    private static List<Integer> shuffled(int count, SplittableRandom random) {
        Integer[] order = IntStream.range(0, count).boxed().toArray(Integer[]::new);
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            Integer moved = order[i];
            order[i] = order[j];
            order[j] = moved;
        }
        return List.of(order);
    }

    /** Without a permutation, what lies first is first: the pooled axes keep their order among themselves. */
    private static List<Integer> spatialInOrder(PoolCase question, List<Integer> order) {
        int leading = question.shape().rank() - question.pooledAxes();
        int[] next = {leading};
        return order.stream().map(axis -> axis < leading ? axis : next[0]++).toList();
    }

    private static Shape shapeInMemory(PoolCase question, List<Integer> order) {
        return Shape.of(order.stream().mapToInt(question.shape()::size).toArray());
    }

    /** What the kernel of our choice answers, or the refusal. */
    Answer answer(Function<Pooling, PoolingKernel> kernels) {
        try {
            Pooling pooling = PoolingExpression.parse(expression).bind(type);
            return answer(pooling, kernels.apply(pooling));
        } catch (InvalidArgumentException | InvalidTensorException refusal) {
            return new Answer.Refused(refusal.getMessage());
        }
    }

    private Answer answer(Pooling pooling, PoolingKernel kernel) {
        List<Integer> back =
                IntStream.range(0, order.size()).mapToObj(order::indexOf).toList();
        Object source = Elements.transposed(question.type(), question.values(), question.shape(), order);
        Shape inMemory = pooling.output().shape();
        Object pooled = pool(kernel, pooling, source, question.shape().elementCount(), inMemory.elementCount());
        Shape shape = Shape.of(back.stream().mapToInt(inMemory::size).toArray());
        return new Answer.Pooled(
                pooling.output().elementType(),
                shape,
                Elements.transposed(pooling.output().elementType(), pooled, inMemory, back));
    }

    /** Pools twice within larger arrays, and sees that nothing else in them changes and that the second run gives the same. */
    private Object pool(PoolingKernel kernel, Pooling pooling, Object tensor, int sourceCount, int count) {
        ElementType result = pooling.output().elementType();
        Object source = framed(question.type(), tensor, sourceCount);
        Object destination = framed(result, result.newArray(count), count);
        OneTensor.pool(kernel, pooling, source, FRAME, destination, FRAME);
        Object pooled = result.newArray(count);
        System.arraycopy(destination, FRAME, pooled, 0, count);
        Object expected = framed(result, pooled, count);
        OneTensor.pool(kernel, pooling, source, FRAME, destination, FRAME);
        requireSame(result, "the output or what lies beside it", count, expected, destination);
        requireSame(question.type(), "the source", sourceCount, framed(question.type(), tensor, sourceCount), source);
        return pooled;
    }

    private static Object framed(ElementType type, Object values, int count) {
        Object framed = type.newArray(count + 2 * FRAME);
        for (int i = 0; i < FRAME; i++) {
            Elements.setBits(framed, i, CANARY);
            Elements.setBits(framed, FRAME + count + i, CANARY);
        }
        System.arraycopy(values, 0, framed, FRAME, count);
        return framed;
    }

    private static void requireSame(ElementType type, String what, int count, Object expected, Object actual) {
        for (int i = 0; i < count + 2 * FRAME; i++) {
            if (!Elements.same(type, expected, i, actual, i)) {
                throw new AssertionError("%s changed at %d of %d: %s to %s"
                        .formatted(
                                what,
                                i - FRAME,
                                count,
                                Elements.text(type, expected, i),
                                Elements.text(type, actual, i)));
            }
        }
    }
}
