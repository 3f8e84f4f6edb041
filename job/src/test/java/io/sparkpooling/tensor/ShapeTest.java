package io.sparkpooling.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void countsItsElements() {
        assertThat(Shape.of(24, 56, 56).elementCount()).isEqualTo(75_264);
        assertThat(Shape.of().elementCount()).isEqualTo(1);
        assertThat(Shape.of(65_536, 65_536, 0).elementCount()).isZero();
    }

    @Test
    void refusesWhatDoesNotFitIntoOneArray() {
        assertThatThrownBy(() -> Shape.of(65_536, 65_536, 65_536, 65_536))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Invalid shape: 65536x65536x65536x65536 (a tensor has at most 2147483647 elements)");
    }

    @Test
    void refusesNegativeSizes() {
        assertThatThrownBy(() -> Shape.of(3, -1)).hasMessage("Invalid shape: 3x-1 (sizes must not be negative)");
    }
}
