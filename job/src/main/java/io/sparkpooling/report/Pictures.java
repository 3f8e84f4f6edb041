package io.sparkpooling.report;

import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes the pictures of a column: of its first {@value #ROWS} rows those {@value #CHANNELS} channels that vary most in the first of
 * them, among the first {@value #CANDIDATES}.
 */
public final class Pictures {
    private static final int ROWS = 2;
    private static final int CHANNELS = 3;
    private static final int CANDIDATES = 4096;
    private static final int VISITED = 256;
    private static final int LABELS = 7;

    private final boolean labels;
    private final List<Picture> pictures = new ArrayList<>();
    private List<int[]> channels = List.of();
    private int rows;

    private Pictures(boolean labels) {
        this.labels = labels;
    }

    /** Pictures of measurements. */
    public static Pictures ofNumbers() {
        return new Pictures(false);
    }

    /** Pictures of integers that name classes. */
    public static Pictures ofLabels() {
        return new Pictures(true);
    }

    /** Whether another row is wanted. */
    public boolean wantsMore() {
        return rows < ROWS;
    }

    /** All that were made. */
    public List<Picture> all() {
        return List.copyOf(pictures);
    }

    /**
     * Takes pictures of a row.
     *
     * @param axes the pooled axes in logical order, each as the physical axis it is; more than three are not shown
     */
    public void add(String file, long row, TensorView before, TensorView after, List<Integer> axes) {
        boolean drawable = axes.size() <= Plane.AXES
                && IntStream.range(0, before.type().shape().rank())
                        .allMatch(axis -> axes.contains(axis)
                                || before.type().shape().size(axis)
                                        == after.type().shape().size(axis));
        rows++;
        if (!drawable || before.type().shape().elementCount() == 0) {
            return;
        }
        if (channels.isEmpty() || !fit(before.type(), axes)) {
            channels = mostVaried(before, axes);
        }
        for (int[] channel : channels) {
            pictures.add(picture(
                    file,
                    row,
                    name(before.type(), axes, channel),
                    Plane.of(before, axes, channel),
                    Plane.of(after, axes, channel)));
        }
    }

    private boolean fit(TensorType type, List<Integer> axes) {
        return channels.stream()
                .allMatch(channel -> channel.length == type.shape().rank()
                        && IntStream.range(0, channel.length)
                                .allMatch(axis -> axes.contains(axis)
                                        || channel[axis] < type.shape().size(axis)));
    }

    private static List<int[]> mostVaried(TensorView view, List<Integer> axes) {
        List<int[]> candidates = candidates(view.type(), axes);
        Map<Integer, Double> variances = new TreeMap<>();
        for (int i = 0; i < candidates.size(); i++) {
            variances.put(i, Plane.of(view, axes, candidates.get(i)).variance(VISITED));
        }
        return variances.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(CHANNELS)
                .map(entry -> candidates.get(entry.getKey()))
                .toList();
    }

    private static List<int[]> candidates(TensorType type, List<Integer> axes) {
        List<int[]> candidates = new ArrayList<>();
        int[] at = new int[type.shape().rank()];
        int axis = 0;
        while (axis >= 0 && candidates.size() < CANDIDATES) {
            candidates.add(at.clone());
            axis = at.length - 1;
            while (axis >= 0
                    && (axes.contains(axis) || ++at[axis] == type.shape().size(axis))) {
                at[axis--] = 0;
            }
        }
        return candidates;
    }

    private static String name(TensorType type, List<Integer> axes, int[] channel) {
        return IntStream.range(0, channel.length)
                .filter(axis -> !axes.contains(type.physicalAxis(axis)))
                .mapToObj(axis -> "%s = %s"
                        .formatted(
                                type.dimNames().isEmpty()
                                        ? "axis " + axis
                                        : type.dimNames().get(type.physicalAxis(axis)),
                                channel[type.physicalAxis(axis)]))
                .collect(Collectors.joining(", "));
    }

    private Picture picture(String file, long row, String channel, Plane before, Plane after) {
        Thumbnail left = Thumbnail.of(before, labels);
        Thumbnail right = Thumbnail.of(after, labels);
        if (labels) {
            List<Double> most = mostFrequent(left, right);
            List<String> names = Stream.concat(
                            most.stream().map(value -> Long.toString(value.longValue())), Stream.of("other"))
                    .toList();
            return new Picture(
                    file,
                    row,
                    channel,
                    PictureKind.LABELS,
                    Double.NaN,
                    Double.NaN,
                    names,
                    labelled(left, most),
                    labelled(right, most));
        }
        double low = finite(left, right).min().orElse(Double.NaN);
        double high = finite(left, right).max().orElse(Double.NaN);
        return new Picture(
                file,
                row,
                channel,
                kind(before),
                low,
                high,
                List.of(),
                scaled(left, low, high),
                scaled(right, low, high));
    }

    private static PictureKind kind(Plane plane) {
        return plane.strides()[0] > 0 ? PictureKind.FILM : plane.strides()[1] > 0 ? PictureKind.HEAT : PictureKind.LINE;
    }

    private static DoubleStream finite(Thumbnail left, Thumbnail right) {
        return DoubleStream.concat(DoubleStream.of(left.values()), DoubleStream.of(right.values()))
                .filter(Double::isFinite);
    }

    private static Raster scaled(Thumbnail small, double low, double high) {
        byte[] levels = new byte[small.values().length];
        double scale = high > low ? Raster.HIGHEST / (high - low) : 0;
        for (int i = 0; i < levels.length; i++) {
            double value = small.values()[i];
            levels[i] = (byte) (Double.isFinite(value) ? Math.round((value - low) * scale) : Raster.NO_NUMBER);
        }
        return Raster.of(small.frames(), small.height(), small.width(), levels);
    }

    private static List<Double> mostFrequent(Thumbnail left, Thumbnail right) {
        Map<Double, Long> counts = finite(left, right)
                .boxed()
                .collect(Collectors.groupingBy(value -> value, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(LABELS)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Raster labelled(Thumbnail small, List<Double> most) {
        byte[] levels = new byte[small.values().length];
        for (int i = 0; i < levels.length; i++) {
            int place = most.indexOf(small.values()[i]);
            levels[i] = (byte) (place < 0 ? most.size() : place);
        }
        return Raster.of(small.frames(), small.height(), small.width(), levels);
    }
}
