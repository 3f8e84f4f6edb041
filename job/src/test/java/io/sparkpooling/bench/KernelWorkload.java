package io.sparkpooling.bench;

import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A pooling that kernels are judged by, in words that every library understands.
 *
 * @param id W1 to W11, after the network that it is taken from
 * @param shape channels × pooled axes of one row; tokens × features for {@link Kind#TOKEN_MEAN}
 * @param layout how our kernel finds the values; a rival gets them in its own
 * @param rows how many rows a run pools: one after the other for us, as one batch for a rival
 */
record KernelWorkload(String id, Kind kind, Shape shape, Windows windows, ElementType type, Layout layout, int rows) {

    enum Kind {
        MAX,
        AVERAGE,
        AVERAGE_WITHOUT_PADDING,
        MEAN,
        TOKEN_MEAN
    }

    enum Layout {
        CHANNELS_FIRST,
        CHANNELS_LAST
    }

    /** One entry for each pooled axis; empty where there is but one window. */
    record Windows(List<Integer> kernelSize, List<Integer> stride, List<Integer> padding) {
        static final Windows WHOLE = new Windows(List.of(), List.of(), List.of());

        static Windows square(int axes, int kernelSize, int stride, int padding) {
            return new Windows(same(axes, kernelSize), same(axes, stride), same(axes, padding));
        }

        private static List<Integer> same(int axes, int size) {
            return IntStream.range(0, axes).mapToObj(axis -> size).toList();
        }

        static long[] longs(List<Integer> sizes) {
            return sizes.stream().mapToLong(Integer::longValue).toArray();
        }

        @Override
        public String toString() {
            return "%s s%s p%s".formatted(text(kernelSize), text(stride), text(padding));
        }

        private static String text(List<Integer> sizes) {
            return sizes.stream().map(String::valueOf).distinct().count() == 1
                    ? sizes.get(0).toString()
                    : sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
        }
    }

    /** All of them, those for one row of float32 first. */
    static List<KernelWorkload> all() {
        KernelWorkload resnet = of("W1", Kind.MAX, square(2, 3, 2, 1), 64, 112, 112);
        KernelWorkload vgg = of("W2", Kind.MAX, square(2, 2, 2, 0), 64, 224, 224);
        KernelWorkload inception = of("W3", Kind.AVERAGE, square(2, 3, 1, 1), 192, 35, 35);
        KernelWorkload mean = of("W5", Kind.MEAN, Windows.WHOLE, 2048, 7, 7);
        Stream<KernelWorkload> first = Stream.of(
                resnet,
                vgg,
                inception,
                of("W3x", Kind.AVERAGE_WITHOUT_PADDING, square(2, 3, 1, 1), 192, 35, 35),
                of("W4", Kind.MAX, square(2, 3, 2, 0), 96, 55, 55),
                mean,
                of("W6a", Kind.MAX, square(2, 5, 1, 2), 512, 20, 20),
                of("W6b", Kind.MAX, square(2, 5, 1, 2), 512, 19, 19),
                of("W6b", Kind.MAX, square(2, 9, 1, 4), 512, 19, 19),
                of("W6b", Kind.MAX, square(2, 13, 1, 6), 512, 19, 19),
                of("W7", Kind.MAX, square(3, 2, 2, 0), 64, 8, 56, 56),
                of(
                        "W7x",
                        Kind.MAX,
                        new Windows(List.of(1, 3, 3), List.of(1, 2, 2), List.of(0, 1, 1)),
                        64,
                        16,
                        112,
                        112),
                of("W8", Kind.TOKEN_MEAN, Windows.WHOLE, 197, 768),
                of("W9", Kind.MAX, square(1, 2, 2, 0), 80, 3000),
                of("W9", Kind.MAX, square(1, 3, 2, 1), 32, 300),
                of("W10", Kind.MAX, square(2, 2, 1, 0), 64, 7, 7).times(256),
                of("A2", Kind.AVERAGE, square(2, 2, 2, 0), 64, 224, 224),
                of("A1", Kind.AVERAGE, square(2, 3, 2, 1), 64, 112, 112));
        Stream<KernelWorkload> variants = Stream.of(
                resnet.as(ElementType.FLOAT16),
                resnet.as(ElementType.BFLOAT16),
                resnet.as(ElementType.INT8),
                resnet.as(ElementType.UINT8),
                resnet.lastChannels(),
                vgg.as(ElementType.FLOAT16),
                vgg.as(ElementType.UINT8),
                vgg.lastChannels(),
                inception.as(ElementType.FLOAT16),
                inception.lastChannels(),
                mean.as(ElementType.FLOAT16),
                mean.lastChannels());
        return Stream.concat(first, variants).toList();
    }

    private static Windows square(int axes, int kernelSize, int stride, int padding) {
        return Windows.square(axes, kernelSize, stride, padding);
    }

    private static KernelWorkload of(String id, Kind kind, Windows windows, int... shape) {
        return new KernelWorkload(id, kind, Shape.of(shape), windows, ElementType.FLOAT32, Layout.CHANNELS_FIRST, 1);
    }

    private KernelWorkload as(ElementType other) {
        return new KernelWorkload(id, kind, shape, windows, other, layout, rows);
    }

    private KernelWorkload lastChannels() {
        return new KernelWorkload(id, kind, shape, windows, type, Layout.CHANNELS_LAST, rows);
    }

    private KernelWorkload times(int manyRows) {
        return new KernelWorkload(id, kind, shape, windows, type, layout, manyRows);
    }

    int pooledAxes() {
        return kind == Kind.TOKEN_MEAN ? 1 : shape.rank() - 1;
    }

    boolean isMaximum() {
        return kind == Kind.MAX;
    }

    /** The elements of all rows. */
    int elements() {
        return Math.multiplyExact(rows, shape.elementCount());
    }

    /** How many elements a window has at most. */
    int taps() {
        return windows.kernelSize().isEmpty()
                ? IntStream.range(kind == Kind.TOKEN_MEAN ? 0 : 1, shape.rank() - (kind == Kind.TOKEN_MEAN ? 1 : 0))
                        .map(shape::size)
                        .reduce(1, Math::multiplyExact)
                : windows.kernelSize().stream().reduce(1, Math::multiplyExact);
    }

    /** As our kernel stores a row. */
    TensorType input() {
        int[] sizes = shape.toArray();
        if (layout == Layout.CHANNELS_LAST) {
            sizes = IntStream.concat(Arrays.stream(sizes).skip(1), IntStream.of(sizes[0]))
                    .toArray();
        }
        return TensorType.of(type, Shape.of(sizes));
    }

    Pooling pooling() {
        return PoolingExpression.parse(expression()).bind(input());
    }

    String expression() {
        String layoutArgument = layout == Layout.CHANNELS_LAST ? ", layout='HWC'" : "";
        return switch (kind) {
            case MEAN -> "global_avg_pool(x" + layoutArgument + ")";
            case TOKEN_MEAN -> "global_avg_pool(x, axes=[0])";
            case MAX -> "max" + windowed("") + layoutArgument + ")";
            case AVERAGE -> "avg" + windowed("") + layoutArgument + ")";
            case AVERAGE_WITHOUT_PADDING -> "avg" + windowed(", count_include_pad=false") + layoutArgument + ")";
        };
    }

    private String windowed(String more) {
        return "_pool%dd(x, kernel_size=%s, stride=%s, padding=%s%s"
                .formatted(pooledAxes(), windows.kernelSize(), windows.stride(), windows.padding(), more);
    }

    /** Such as {@code W1 max 3 s2 p1, 64x112x112 float32}. */
    @Override
    public String toString() {
        String what =
                switch (kind) {
                    case MAX -> "max " + windows;
                    case AVERAGE -> "avg " + windows;
                    case AVERAGE_WITHOUT_PADDING -> "avg " + windows + " without padding";
                    case MEAN -> "mean of the map";
                    case TOKEN_MEAN -> "mean of tokens";
                };
        return String.format(
                Locale.ROOT,
                "%s %s, %s%s %s%s",
                id,
                what,
                rows > 1 ? rows + " of " : "",
                shape,
                type.word(),
                layout == Layout.CHANNELS_LAST ? ", channels last" : "");
    }
}
