package io.sparkpooling.parity;

import java.util.List;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * PyTorch's maxima together with where they were found: {@code max_pool*}, {@code adaptive_max_pool*} and {@code
 * fractional_max_pool*} with {@code return_indices}. An index counts within a plane of the unpadded input, row-major.
 */
final class TorchIndices {
    private TorchIndices() {}

    /** The values and the indices; or one refusal. */
    static List<Answer> ask(PoolCase question) {
        return TorchTensor.answered(() -> both(question, found(question, input(question))));
    }

    /**
     * Of fractional pooling, of windows that the samples place.
     *
     * @param samples planes × axes; of two axes the first sample is the width's
     */
    static List<Answer> askFractional(PoolCase question, Answer.Pooled samples) {
        return TorchTensor.answered(() -> both(question, fractional(question, input(question), samples)));
    }

    private static Tensor input(PoolCase question) {
        Answer.Pooled input = new Answer.Pooled(question.type(), question.shape(), question.values());
        return TorchTensor.planes(input, question.pooledAxes());
    }

    private static List<Answer> both(PoolCase question, T_TensorTensor_T found) {
        int axes = question.pooledAxes();
        return List.of(
                TorchTensor.read(found.get0(), question.shape(), axes),
                TorchTensor.read(found.get1(), question.shape(), axes));
    }

    static T_TensorTensor_T found(PoolCase question, Tensor input) {
        return question.family().equals("max_pool") ? sliding(question, input) : adaptive(question, input);
    }

    private static T_TensorTensor_T sliding(PoolCase question, Tensor input) {
        long[] kernel = question.longs("kernel_size", new long[0]);
        long[] stride = question.longs("stride", new long[0]);
        long[] padding = question.longs("padding", new long[] {0});
        long[] dilation = question.longs("dilation", new long[] {1});
        boolean ceil = question.flag("ceil_mode", false);
        return switch (question.pooledAxes()) {
            case 1 -> torch.max_pool1d_with_indices(input, kernel, stride, padding, dilation, ceil);
            case 2 -> torch.max_pool2d_with_indices(input, kernel, stride, padding, dilation, ceil);
            case 3 -> torch.max_pool3d_with_indices(input, kernel, stride, padding, dilation, ceil);
            default -> throw new IllegalArgumentException(question.operation());
        };
    }

    private static T_TensorTensor_T adaptive(PoolCase question, Tensor input) {
        long[] size = Torch.outputSize(question);
        return switch (question.pooledAxes()) {
            case 1 -> torch.adaptive_max_pool1d(input, size);
            case 2 -> torch.adaptive_max_pool2d(input, size);
            case 3 -> torch.adaptive_max_pool3d(input, size);
            default -> throw new IllegalArgumentException(question.operation());
        };
    }

    static T_TensorTensor_T fractional(PoolCase question, Tensor input, Answer.Pooled samples) {
        long[] kernel = question.longs("kernel_size", new long[0]);
        long[] size = question.longs("output_size", new long[0]);
        Tensor placed = TorchTensor.planes(samples, 1);
        return question.pooledAxes() == 2
                ? torch.fractional_max_pool2d(input, kernel, size, placed)
                : torch.fractional_max_pool3d(input, kernel, size, placed);
    }
}
