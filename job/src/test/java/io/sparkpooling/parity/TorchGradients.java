package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;

/** PyTorch's gradients: its own autograd goes back through its own pooling. */
final class TorchGradients {
    private TorchGradients() {}

    /** What {@code gradient}, of the pooled tensor, means for the question's tensor; or the refusal. */
    static List<Answer> ask(PoolCase question, Answer.Pooled gradient) {
        return askIn(question.type(), question, gradient);
    }

    /** The same, computed in a wider type and rounded to the question's own in the end. */
    static List<Answer> askIn(ElementType computing, PoolCase question, Answer.Pooled gradient) {
        return gradient(computing, question, gradient, input -> Torch.pool(question, input));
    }

    /** Of fractional pooling, of windows that the samples place. */
    static List<Answer> askFractional(PoolCase question, Answer.Pooled samples, Answer.Pooled gradient) {
        return gradient(question.type(), question, gradient, input -> TorchIndices.fractional(question, input, samples)
                .get0());
    }

    /** Of unpooling. */
    static List<Answer> askUnpool(PoolCase values, Answer.Pooled indices, Answer.Pooled gradient) {
        return gradient(values.type(), values, gradient, input -> TorchUnpool.unpooled(values, input, indices));
    }

    private static List<Answer> gradient(
            ElementType computing, PoolCase question, Answer.Pooled gradient, UnaryOperator<Tensor> forward) {
        int axes = question.pooledAxes();
        return TorchTensor.answered(() -> {
            Answer.Pooled tensor = new Answer.Pooled(question.type(), question.shape(), question.values());
            Tensor leaf = computed(computing, tensor, axes).clone().detach().requires_grad_(true);
            forward.apply(leaf)
                    .backward(
                            computed(computing, gradient, axes),
                            new BoolOptional(),
                            false,
                            new TensorArrayRefOptional());
            Tensor result = leaf.grad().to(Torch.scalarType(question.type()));
            return List.of(TorchTensor.read(result, question.shape(), axes));
        });
    }

    private static Tensor computed(ElementType computing, Answer.Pooled tensor, int axes) {
        return TorchTensor.planes(tensor, axes).to(Torch.scalarType(computing));
    }
}
