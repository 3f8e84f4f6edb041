package io.sparkpooling.bench;

import io.sparkpooling.bench.KernelWorkload.Layout;
import io.sparkpooling.bench.KernelWorkload.Windows;
import io.sparkpooling.parity.Torch;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** libtorch on one thread, all rows as one batch, contiguous or with the channels last; its outputs are freed at once. */
final class TorchKernel implements KernelContestant {
    private final KernelWorkload workload;
    private final Layout layout;
    private final Pointer data;
    private final Tensor input;
    private final long[] kernelSize;
    private final long[] stride;
    private final long[] padding;
    private final long[] dilation;

    /**
     * @param values channels first, as a carrier array of the workload's element type
     * @throws UnsupportedWorkloadException if libtorch refuses
     */
    TorchKernel(KernelWorkload workload, Layout layout, Object values) throws UnsupportedWorkloadException {
        this.workload = workload;
        this.layout = layout;
        this.kernelSize = Windows.longs(workload.windows().kernelSize());
        this.stride = Windows.longs(workload.windows().stride());
        this.padding = Windows.longs(workload.windows().padding());
        this.dilation = LongStream.of(kernelSize).map(size -> 1).toArray();
        this.data = Torch.pointer(workload.type(), layout == Layout.CHANNELS_LAST ? lastChannels(values) : values);
        this.input = tensor();
        try {
            pool();
        } catch (RuntimeException refusal) {
            throw new UnsupportedWorkloadException(
                    String.valueOf(refusal.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private Object lastChannels(Object values) throws UnsupportedWorkloadException {
        if (workload.pooledAxes() == 1 || workload.rows() > 1) {
            throw new UnsupportedWorkloadException("channels last is for single maps here");
        }
        return ChannelOrder.transposed(workload.type(), values, workload.shape().size(0));
    }

    private Tensor tensor() {
        TensorOptions options = new TensorOptions(Torch.scalarType(workload.type()));
        long[] sizes = Arrays.stream(workload.shape().toArray()).asLongStream().toArray();
        if (layout == Layout.CHANNELS_FIRST) {
            return torch.from_blob(
                    data,
                    LongStream.concat(LongStream.of(workload.rows()), LongStream.of(sizes))
                            .toArray(),
                    options);
        }
        int rank = sizes.length + 1;
        long[] stored = LongStream.concat(
                        LongStream.concat(LongStream.of(1), Arrays.stream(sizes).skip(1)), LongStream.of(sizes[0]))
                .toArray();
        long[] order = LongStream.concat(LongStream.of(0, rank - 1), LongStream.range(1, rank - 1))
                .toArray();
        return torch.from_blob(data, stored, options).permute(order);
    }

    @Override
    public void pool() {
        pooled().close();
    }

    private Tensor pooled() {
        return switch (workload.kind()) {
            case MAX -> maximum();
            case AVERAGE -> average(true);
            case AVERAGE_WITHOUT_PADDING -> average(false);
            case MEAN ->
                torch.mean(
                        input,
                        IntStream.range(2, workload.shape().rank() + 1)
                                .asLongStream()
                                .toArray(),
                        false,
                        new ScalarTypeOptional());
            case TOKEN_MEAN -> torch.mean(input, new long[] {1}, false, new ScalarTypeOptional());
        };
    }

    private Tensor maximum() {
        return switch (workload.pooledAxes()) {
            case 1 -> torch.max_pool1d(input, kernelSize, stride, padding, dilation, false);
            case 2 -> torch.max_pool2d(input, kernelSize, stride, padding, dilation, false);
            default -> torch.max_pool3d(input, kernelSize, stride, padding, dilation, false);
        };
    }

    private Tensor average(boolean countPadding) {
        return workload.pooledAxes() == 2
                ? torch.avg_pool2d(input, kernelSize, stride, padding, false, countPadding, new LongOptional())
                : torch.avg_pool3d(input, kernelSize, stride, padding, false, countPadding, new LongOptional());
    }

    @Override
    public double[] answer() {
        try (Tensor pooled = pooled();
                Tensor contiguous = pooled.contiguous()) {
            ElementType type = Torch.elementType(contiguous.scalar_type());
            int count = Math.toIntExact(contiguous.numel());
            TensorView numbers =
                    new TensorView(TensorType.of(type, Shape.of(count))).moveTo(Torch.values(type, contiguous), 0);
            return IntStream.range(0, count).mapToDouble(numbers::number).toArray();
        }
    }

    @Override
    public String name() {
        return layout == Layout.CHANNELS_LAST ? "libtorch channels_last" : "libtorch contiguous";
    }

    @Override
    public void close() {
        input.close();
        data.close();
    }
}
