package io.sparkpooling.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NpyTest {
    @Test
    void readsShapeTypeAndValues() {
        Npy integers = Npy.convention("expected-integer-max2d-k2.npy");
        assertThat(integers.type()).isEqualTo(ElementType.INT64);
        assertThat(integers.shape()).isEqualTo(Shape.of(4, 6, 8, 8));
        assertThat(LongStream.of((long[]) integers.values()))
                .hasSize(1536)
                .allMatch(value -> value >= 0 && value <= 127);
    }

    @Test
    void theOracleAndWeGiveWhatPyTorchGaveInPython() {
        Npy input = Npy.convention("expected-input.npy");
        PoolCase question = PoolCase.of("max_pool2d", input.type(), input.shape(), input.values())
                .with("kernel_size", 2);
        Npy expected = Npy.convention("expected-max2d-k2.npy");
        assertThat(List.of(Torch.ask(question), Presentation.plain(question).answer(Kernels::of)))
                .allSatisfy(answer -> assertThat(answer).isInstanceOfSatisfying(Answer.Pooled.class, pooled -> {
                    assertThat(pooled.shape()).isEqualTo(expected.shape());
                    assertThat((float[]) pooled.values()).isEqualTo(expected.floats());
                }));
    }

    @Test
    void givesOneRow() {
        Npy expected = Npy.convention("expected-max2d-k2.npy");
        assertThat(expected.floats(3)).hasSize(6 * 8 * 8).endsWith(expected.floats()[4 * 6 * 8 * 8 - 1]);
    }

    @Test
    void refusesAnUnknownName() {
        assertThatThrownBy(() -> Npy.convention("expected-nothing.npy"))
                .hasMessage("Unknown expectation: conventions/expected-nothing.npy");
    }
}
