package io.sparkpooling.window;

/** Whether a last window that does not fit wholly is dropped ({@code ceil_mode=false}) or kept, clipped. */
public enum Rounding {
    FLOOR,
    CEIL
}
