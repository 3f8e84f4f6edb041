package io.sparkpooling.kernel;

import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.FilledWindows;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Padding that is filled with elements, filled in once for each row: a copy of the tensor, and of what says which taps count, and
 * on that the kernel of the same windows without padding.
 */
final class FilledPadding implements PoolingKernel {
    private final WindowedPooling pooling;
    private final PoolingKernel plain;
    private final PoolingKernel dense;
    private final List<int[]> places;
    private FilledTensor[] tensors = {};
    private TensorView[] copies = {};

    private FilledPadding(
            WindowedPooling pooling, List<AxisWindows> windows, Function<WindowedPooling, PoolingKernel> kernel) {
        this.pooling = pooling;
        this.plain = new PlainLoops(pooling);
        this.places = places(pooling);
        this.dense = kernel.apply(pooling.over(FilledTensor.filled(pooling.input(), pooling.axes(), places), windows));
    }

    /**
     * The kernel for a pooling with filled padding.
     *
     * @param kernel chooses the kernel for the filled tensor
     */
    static Optional<PoolingKernel> of(WindowedPooling pooling, Function<WindowedPooling, PoolingKernel> kernel) {
        return overFilledAxes(pooling).map(windows -> new FilledPadding(pooling, windows, kernel));
    }

    /** The memory of the copies of a tensor and its companions, 0 where there are none. */
    static long bytes(WindowedPooling pooling, List<TensorType> inputs) {
        List<int[]> places = places(pooling);
        return overFilledAxes(pooling).isEmpty()
                ? 0
                : IntStream.range(0, inputs.size())
                        .mapToObj(input -> filled(pooling, inputs.get(input), input, places))
                        .mapToLong(FilledTensor::bytes)
                        .sum();
    }

    private static Optional<List<AxisWindows>> overFilledAxes(WindowedPooling pooling) {
        boolean anyFilled = pooling.windows().stream().anyMatch(FilledWindows.class::isInstance);
        List<AxisWindows> windows = pooling.windows().stream()
                .flatMap(axis -> overFilledAxis(axis).stream())
                .toList();
        return anyFilled && windows.size() == pooling.windows().size() ? Optional.of(windows) : Optional.empty();
    }

    private static Optional<AxisWindows> overFilledAxis(AxisWindows axis) {
        return axis instanceof FilledWindows filled ? filled.overFilledAxis().map(over -> over) : Optional.of(axis);
    }

    private static List<int[]> places(WindowedPooling pooling) {
        return pooling.windows().stream().map(FilledPadding::places).toList();
    }

    private static int[] places(AxisWindows axis) {
        return axis instanceof FilledWindows filled
                ? filled.filledAxis()
                : IntStream.range(0, axis.inputSize()).toArray();
    }

    /** The message about an element that cannot be pooled names one of the tensor, not one of the copy. */
    @Override
    public void pool(TensorView[] inputs, TensorView[] outputs) {
        fill(inputs);
        try {
            dense.pool(copies, outputs);
        } catch (InvalidTensorException ofTheCopy) {
            plain.pool(inputs, outputs);
        }
    }

    private void fill(TensorView[] inputs) {
        if (tensors.length == 0) {
            tensors = IntStream.range(0, inputs.length)
                    .mapToObj(i -> tensor(inputs[i].type(), i))
                    .toArray(FilledTensor[]::new);
            copies = new TensorView[tensors.length];
        }
        for (int i = 0; i < tensors.length; i++) {
            copies[i] = tensors[i].of(inputs[i]);
        }
    }

    private static TensorType filled(WindowedPooling pooling, TensorType type, int input, List<int[]> places) {
        return isOfPlaces(pooling, input)
                ? FilledTensor.filled(plane(pooling, type), planeAxes(pooling), places)
                : FilledTensor.filled(type, pooling.axes(), places);
    }

    /** Of the tensor, or of one of its companions, which may have an element for each place of the pooled axes alone. */
    private FilledTensor tensor(TensorType type, int input) {
        return isOfPlaces(pooling, input)
                ? new FilledTensor(plane(pooling, type), planeAxes(pooling), places)
                : new FilledTensor(type, pooling.axes(), places);
    }

    private static boolean isOfPlaces(WindowedPooling pooling, int input) {
        return Stream.of(pooling.taps().mask(), pooling.taps().weights())
                .flatMap(Optional::stream)
                .anyMatch(companion -> companion.input() == input && !companion.eachElement());
    }

    private static TensorType plane(WindowedPooling pooling, TensorType type) {
        int[] sizes =
                pooling.windows().stream().mapToInt(AxisWindows::inputSize).toArray();
        return TensorType.of(type.elementType(), Shape.of(sizes));
    }

    private static List<Integer> planeAxes(WindowedPooling pooling) {
        return IntStream.range(0, pooling.windows().size()).boxed().toList();
    }

    @Override
    public String name() {
        return dense.name() + " over filled padding";
    }
}
