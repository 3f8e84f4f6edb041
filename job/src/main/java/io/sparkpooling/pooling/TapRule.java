package io.sparkpooling.pooling;

/** Which taps of a window count. */
public record TapRule() {
    /** All of them. */
    public static final TapRule ALL = new TapRule();
}
