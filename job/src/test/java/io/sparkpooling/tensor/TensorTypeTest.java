package io.sparkpooling.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTypeTest {
    private static final Shape PHYSICAL = Shape.of(100, 200, 500);

    @Test
    void permutationGivesTheLogicalShape() {
        // The example of Arrow's specification of arrow.fixed_shape_tensor.
        TensorType type = new TensorType(ElementType.FLOAT32, PHYSICAL, List.of(), List.of(2, 0, 1));
        assertThat(type.logicalShape()).isEqualTo(Shape.of(500, 100, 200));
    }

    @Test
    void refusesWhatIsNoPermutation() {
        assertThatThrownBy(() -> new TensorType(ElementType.FLOAT32, PHYSICAL, List.of(), List.of(0, 0, 1)))
                .hasMessage("Invalid permutation: [0, 0, 1] (must hold each of 0 .. 2 once)");
    }

    @Test
    void refusesNamesForAnotherNumberOfAxes() {
        assertThatThrownBy(() -> new TensorType(ElementType.FLOAT32, PHYSICAL, List.of("H", "W"), List.of()))
                .hasMessage("Invalid dim_names: [H, W] for shape 100x200x500 (must have one entry for each axis)");
    }
}
