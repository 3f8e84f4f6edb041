package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.pooling.Output;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.TensorType;
import io.sparkpooling.tensor.TensorView;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What we say to a question about a tensor and the companions of its row. */
final class Ours {
    private Ours() {}

    /** Every output, or one refusal; {@code companions} by the parameter that names them. */
    static List<Answer> answer(String expression, Answer.Pooled input, Map<String, Answer.Pooled> companions) {
        try {
            Map<String, TensorType> types = new LinkedHashMap<>();
            companions.forEach((parameter, tensor) -> types.put(parameter, type(tensor)));
            Pooling pooling = PoolingExpression.parse(expression).bind(type(input), types);
            TensorView[] sources = new TensorView[1 + companions.size()];
            sources[0] = view(input);
            int place = 1;
            for (Answer.Pooled companion : companions.values()) {
                sources[place++] = view(companion);
            }
            TensorView[] results = pooling.outputs().stream()
                    .map(Output::type)
                    .map(Ours::empty)
                    .toArray(TensorView[]::new);
            Kernels.of(pooling).pool(sources, results);
            return new ArrayList<>(Arrays.stream(results).map(Ours::answer).toList());
        } catch (InvalidArgumentException | InvalidTensorException refused) {
            return List.of(new Answer.Refused(refused.getMessage()));
        }
    }

    private static TensorType type(Answer.Pooled tensor) {
        return TensorType.of(tensor.type(), tensor.shape());
    }

    static TensorView view(Answer.Pooled tensor) {
        return new TensorView(type(tensor)).moveTo(tensor.values(), 0);
    }

    private static TensorView empty(TensorType type) {
        return new TensorView(type)
                .moveTo(type.elementType().newArray(type.shape().elementCount()), 0);
    }

    private static Answer answer(TensorView result) {
        TensorType type = result.type();
        assertThat(Array.getLength(result.carrier())).isEqualTo(type.shape().elementCount());
        return new Answer.Pooled(type.elementType(), type.shape(), result.carrier());
    }
}
