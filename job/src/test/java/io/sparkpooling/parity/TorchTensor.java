package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Tensors on their way to PyTorch and back, for questions about several of them. */
final class TorchTensor {
    private TorchTensor() {}

    /** The tensor as {@code 1 × planes × pooled axes}, the form that every operation of PyTorch takes; valid within {@link #answered}. */
    static Tensor planes(Answer.Pooled tensor, int pooledAxes) {
        Pointer data = Torch.pointer(tensor.type(), tensor.values());
        PointerScope.getInnerScope().attach(data);
        Shape shape = tensor.shape();
        int leading = shape.rank() - pooledAxes;
        long planes = IntStream.range(0, leading).mapToLong(shape::size).reduce(1, Math::multiplyExact);
        long[] sizes = IntStream.concat(
                        IntStream.of(1, (int) planes),
                        IntStream.range(leading, shape.rank()).map(shape::size))
                .asLongStream()
                .toArray();
        return torch.from_blob(data, sizes, new TensorOptions(Torch.scalarType(tensor.type())));
    }

    /** The answer that {@code tensor} is, its planes under the leading axes of {@code of}. */
    static Answer.Pooled read(Tensor tensor, Shape of, int pooledAxes) {
        Tensor contiguous = tensor.contiguous();
        int[] sizes = of.toArray();
        for (int axis = 1; axis <= pooledAxes; axis++) {
            sizes[sizes.length - axis] = (int) contiguous.size(contiguous.dim() - axis);
        }
        ElementType type = Torch.elementType(contiguous.scalar_type());
        return new Answer.Pooled(type, Shape.of(sizes), Torch.values(type, contiguous));
    }

    /** What {@code question} answers, or its refusal; native memory is freed. */
    static List<Answer> answered(Supplier<List<Answer>> question) {
        PointerScope scope = new PointerScope();
        try {
            return question.get();
        } catch (RuntimeException refusal) {
            return List.of(new Answer.Refused(Torch.firstLine(refusal)));
        } finally {
            scope.close();
        }
    }
}
