package io.sparkpooling.bench;

import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.kernel.PoolingKernel;
import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Operations;
import io.sparkpooling.pooling.Output;
import io.sparkpooling.pooling.Parameter;
import io.sparkpooling.pooling.ParameterType;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What every family of operations costs on 512×19×19 ReLU'd noise, on one thread: with windows of 3×3 and of 13×13 at stride 1 where
 * there are windows, else as its example has it. A line gives nanoseconds for an element of the input, the same over a copy of the
 * tensor, and the time of 13×13 over that of 3×3. An argument is a pattern for expressions.
 */
final class KernelTable {
    private static final int[] SHAPE = {512, 19, 19};
    private static final long LONG_ENOUGH = 300_000_000;
    private static final int OFTEN_ENOUGH = 4;

    private KernelTable() {}

    /** A pooling in two sizes; the same twice where windows have no size. */
    private record Family(String small, String large, ElementType type) {
        Family(String one) {
            this(one, one, ElementType.FLOAT32);
        }

        boolean hasSizes() {
            return !small.equals(large);
        }
    }

    public static void main(String[] arguments) {
        Pattern pattern = Pattern.compile(arguments.length == 0 ? "" : arguments[0]);
        System.out.printf("%-70s %-8s %9s %9s %9s  %s%n", "pooling", "type", "ns", "/ copy", "13 / 3", "kernel");
        families()
                .filter(family ->
                        pattern.matcher(family.large + " " + family.type).find())
                .forEach(KernelTable::print);
    }

    private static Stream<Family> families() {
        Stream<Family> operations = Operations.all().stream()
                .filter(operation -> !operation.name().matches(".*[13]d(_backward)?"))
                .filter(operation -> operation.parameters().stream().noneMatch(KernelTable::isUnknownColumn))
                .map(KernelTable::family);
        return Stream.concat(operations, modified());
    }

    /** Of other columns only indices can be made up. */
    private static boolean isUnknownColumn(Parameter parameter) {
        return parameter.type() == ParameterType.COLUMN
                && parameter.defaultValue().isEmpty()
                && !parameter.name().equals("indices");
    }

    private static Family family(Operation operation) {
        String example = operation.example().replaceAll("56", "38");
        boolean sized = has(operation, "stride") && has(operation, "kernel_size");
        if (!sized || example.contains("input_shape") || example.contains("indices=")) {
            return new Family(example);
        }
        String unsized =
                example.replaceAll(", (kernel_size|stride|padding)=\\d+", "").replace(")", ", stride=1, kernel_size=");
        boolean mayPad = has(operation, "padding") && !operation.name().startsWith("lp_");
        return new Family(
                unsized + (mayPad ? "3, padding=1)" : "3)"),
                unsized + (mayPad ? "13, padding=6)" : "13)"),
                ElementType.FLOAT32);
    }

    private static boolean has(Operation operation, String parameter) {
        return operation.parameters().stream().anyMatch(one -> one.name().equals(parameter));
    }

    /** What changes the loops: indices, taps that do not count, sums in float64, other element types. */
    private static Stream<Family> modified() {
        List<Family> families = new ArrayList<>();
        for (String operation : List.of("max_pool2d", "avg_pool2d", "median_pool2d", "mode_pool2d")) {
            for (ElementType type :
                    List.of(ElementType.FLOAT16, ElementType.FLOAT64, ElementType.UINT8, ElementType.INT64)) {
                families.add(sized(operation, "", type));
            }
            String taps = operation.equals("avg_pool2d") ? ", count_include_pad=false" : "";
            families.add(sized(operation, taps + ", nan='skip'", ElementType.FLOAT32));
            families.add(sized(operation, taps + ", nodata=0", ElementType.FLOAT32));
        }
        families.add(sized("max_pool2d", ", return_indices=true", ElementType.FLOAT32));
        families.add(sized("avg_pool2d", ", accumulate='float64'", ElementType.FLOAT32));
        families.add(sized("sum_pool2d", "", ElementType.INT32));
        return families.stream();
    }

    private static Family sized(String operation, String more, ElementType type) {
        String head = operation + "(x, stride=1" + more;
        return new Family(head + ", kernel_size=3, padding=1)", head + ", kernel_size=13, padding=6)", type);
    }

    private static void print(Family family) {
        TensorType input = TensorType.of(family.type, Shape.of(SHAPE));
        Pooling large = bind(family.large, input);
        double largeTime = nanoseconds(large);
        double smallTime = family.hasSizes() ? nanoseconds(bind(family.small, input)) : largeTime;
        double copy = nanoseconds(copying(input));
        System.out.printf(
                Locale.ROOT,
                "%-70s %-8s %9.2f %9.1f %9s  %s%n",
                family.large,
                family.type,
                largeTime / input.shape().elementCount(),
                largeTime / copy,
                family.hasSizes() ? String.format(Locale.ROOT, "%.2f", largeTime / smallTime) : "",
                Kernels.of(large).name());
    }

    private static Pooling bind(String expression, TensorType input) {
        return PoolingExpression.parse(expression)
                .bind(
                        input,
                        expression.contains("indices=")
                                ? Map.of("indices", input.withElementType(ElementType.INT64))
                                : Map.of());
    }

    private static double nanoseconds(Pooling pooling) {
        PoolingKernel kernel = Kernels.of(pooling);
        TensorView[] inputs = pooling.inputs().stream().map(KernelTable::noise).toArray(TensorView[]::new);
        TensorView[] outputs = pooling.outputs().stream()
                .map(Output::type)
                .map(KernelTable::empty)
                .toArray(TensorView[]::new);
        return nanoseconds(() -> kernel.pool(inputs, outputs));
    }

    private static Runnable copying(TensorType type) {
        TensorView from = noise(type);
        TensorView to = empty(type);
        int count = type.shape().elementCount();
        return () -> System.arraycopy(from.carrier(), 0, to.carrier(), 0, count);
    }

    /** The shortest time of one run, after as long a time of warming up. */
    private static double nanoseconds(Runnable work) {
        fastest(work);
        return fastest(work);
    }

    private static double fastest(Runnable work) {
        long fastest = Long.MAX_VALUE;
        long begin = System.nanoTime();
        long now = begin;
        for (int run = 0; run < OFTEN_ENOUGH || now - begin < LONG_ENOUGH; run++) {
            work.run();
            long next = System.nanoTime();
            fastest = Math.min(fastest, next - now);
            now = next;
        }
        return fastest;
    }

    private static TensorView empty(TensorType type) {
        return new TensorView(type)
                .moveTo(type.elementType().newArray(type.shape().elementCount()), 0);
    }

    private static TensorView noise(TensorType type) {
        TensorView noise = empty(type);
        Random random = new Random(1);
        boolean fractions = type.elementType().isFloatingPoint();
        for (int i = 0; i < type.shape().elementCount(); i++) {
            double value = Math.max(0, random.nextGaussian());
            noise.setNumber(i, fractions ? value : Math.rint(value * 50));
        }
        return noise;
    }
}
