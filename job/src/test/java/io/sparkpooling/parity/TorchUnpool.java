package io.sparkpooling.parity;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** PyTorch's {@code max_unpool*}, with the sizes as its Python front end chooses and checks them. */
final class TorchUnpool {
    private TorchUnpool() {}

    /** The unpooled tensor, or the refusal; {@code values} carries the parameters. */
    static List<Answer> ask(PoolCase values, Answer.Pooled indices) {
        return TorchTensor.answered(() -> {
            Tensor input = TorchTensor.planes(
                    new Answer.Pooled(values.type(), values.shape(), values.values()), values.pooledAxes());
            return List.of(TorchTensor.read(unpooled(values, input, indices), values.shape(), values.pooledAxes()));
        });
    }

    static Tensor unpooled(PoolCase values, Tensor input, Answer.Pooled indices) {
        int axes = values.pooledAxes();
        Tensor places = TorchTensor.planes(indices, axes);
        long[] size = outputSize(values);
        return switch (axes) {
            case 1 ->
                torch.max_unpool2d(input.unsqueeze(-1), places.unsqueeze(-1), size[0], 1)
                        .squeeze(-1);
            case 2 -> torch.max_unpool2d(input, places, size);
            case 3 ->
                torch.max_unpool3d(
                        input,
                        places,
                        size,
                        values.longs("stride", values.longs("kernel_size", new long[0])),
                        values.longs("padding", new long[axes]));
            default -> throw new IllegalArgumentException(values.operation());
        };
    }

    private static long[] outputSize(PoolCase values) {
        int axes = values.pooledAxes();
        long[] kernel = values.longs("kernel_size", new long[0]);
        long[] stride = values.longs("stride", kernel);
        long[] padding = values.longs("padding", new long[axes]);
        int leading = values.shape().rank() - axes;
        long[] usual = IntStream.range(0, axes)
                .mapToLong(axis ->
                        (values.shape().size(leading + axis) - 1) * stride[axis] + kernel[axis] - 2 * padding[axis])
                .toArray();
        long[] size = values.longs("output_size", usual);
        for (int axis = 0; axis < axes; axis++) {
            boolean given = values.gives("output_size");
            if (given && Math.abs(size[axis] - usual[axis]) >= stride[axis]) {
                throw new IllegalArgumentException("ValueError: invalid output_size");
            }
        }
        return size;
    }
}
