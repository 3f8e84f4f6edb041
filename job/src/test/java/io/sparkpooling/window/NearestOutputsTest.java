package io.sparkpooling.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearestOutputsTest {
    @Test
    void elementsOfDisjointWindowsBelongToTheirWindow() {
        assertThat(NearestOutputs.of(SlidingWindows.over(6, 2, 2, Padding.NONE, 1, Rounding.FLOOR)))
                .containsExactly(0, 0, 1, 1, 2, 2);
    }

    @Test
    void anUncoveredBorderBelongsToTheNearestWindow() {
        assertThat(NearestOutputs.of(SlidingWindows.over(7, 3, 3, Padding.NONE, 1, Rounding.FLOOR)))
                .containsExactly(0, 0, 0, 1, 1, 1, 1);
    }

    @Test
    void overlappingWindowsAreToldApartByTheirMiddles() {
        assertThat(NearestOutputs.of(SlidingWindows.over(5, 3, 1, Padding.NONE, 1, Rounding.FLOOR)))
                .containsExactly(0, 0, 1, 2, 2);
    }

    @Test
    void oneGlobalWindowStandsForEverything() {
        assertThat(NearestOutputs.of(new AdaptiveWindows(4, 1))).containsExactly(0, 0, 0, 0);
    }

    @Test
    void withoutWindowsTheAxisIsSharedOutEvenly() {
        assertThat(NearestOutputs.proportional(5, 2)).containsExactly(0, 0, 1, 1, 1);
        assertThat(NearestOutputs.proportional(2, 4)).containsExactly(1, 3);
    }
}
