package io.sparkpooling.pooling;

import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.UnknownName;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** The list of all operations. */
public final class Operations {
    private static final List<Operation> ALL = Stream.of(
                    ranks(MaxPool::new),
                    ranks(AveragePool::new),
                    ranks(MinPool::new),
                    ranks(SumPool::new),
                    ranks(LpPool::new),
                    ranks(AdaptiveAveragePool::new),
                    ranks(AdaptiveMaxPool::new),
                    Stream.of(new FractionalMaxPool(2), new FractionalMaxPool(3)),
                    ranks(MaxUnpool::new),
                    ranks(axes -> new MaxPoolBackward("max_pool", axes)),
                    ranks(axes -> new MaxPoolBackward("adaptive_max_pool", axes)),
                    Stream.of(2, 3).map(axes -> new MaxPoolBackward("fractional_max_pool", axes)),
                    ranks(AveragePoolBackward::new),
                    ranks(AdaptiveAveragePoolBackward::new),
                    ranks(LpPoolBackward::new),
                    ranks(MaxUnpoolBackward::new),
                    Stream.of(new SequencePool()),
                    Stream.of(new StatisticsPool()),
                    Stream.of(new GlobalAveragePool()),
                    Stream.of(new GlobalMaxPool()),
                    ranks(GemPool::new),
                    Stream.of(new GlobalGemPool()),
                    ranks(DeviationPool::new),
                    ranks(VariancePool::new),
                    ranks(RangePool::new),
                    ranks(RootMeanSquarePool::new),
                    ranks(MedianPool::new),
                    ranks(QuantilePool::new),
                    ranks(ModePool::new),
                    ranks(TopAveragePool::new),
                    ranks(LogSumExpPool::new),
                    ranks(SoftPool::new),
                    ranks(AverageMaxPool::new),
                    ranks(MixedPool::new),
                    ranks(StochasticPool::new),
                    Stream.of(new GlobalMinPool(), new GlobalSumPool(), new GlobalLpPool()),
                    Stream.of(new BlurPool(1), new BlurPool(2)),
                    Stream.of(new AreaPool()),
                    Stream.of(new SpatialPyramidPool()),
                    Stream.of(new RegionalMaxPool()),
                    Stream.of(new PyramidPool()),
                    Stream.of(new RoiPool(), new RoiAlign()))
            .<Operation>flatMap(family -> family)
            .toList();

    private Operations() {}

    /** Every operation, in the order of the documents. */
    public static List<Operation> all() {
        return ALL;
    }

    /** The operation of that name. */
    public static Operation named(String name) {
        return ALL.stream()
                .filter(operation -> operation.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidArgumentException(unknown(name)));
    }

    private static String unknown(String name) {
        String nearest = UnknownName.nearestFirst(
                        name, ALL.stream().map(Operation::name).toList())
                .get(0);
        return "Unknown operation: %s (did you mean %s? see `scripts/pool operations`)".formatted(name, nearest);
    }

    private static Stream<Operation> ranks(IntFunction<Operation> family) {
        return Stream.of(1, 2, 3).map(family::apply);
    }
}
