package io.sparkpooling.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleRuleTest {
    @Test
    void takesTheFirstTensorsAndThenASmallShare() {
        SampleRule rule = new SampleRule();
        int taken = 0;
        for (int row = 0; row < 100_000; row++) {
            boolean takes = rule.takes(1024);
            taken += takes ? 1 : 0;
            assertThat(takes || row >= 256).isTrue();
        }
        assertThat(taken).isBetween(1400, 1600);
    }

    @Test
    void ofVeryLargeTensorsTakesTheFirst() {
        SampleRule rule = new SampleRule();
        assertThat(rule.takes(1 << 28)).isTrue();
        assertThat(rule.takes(1 << 28)).isFalse();
    }
}
