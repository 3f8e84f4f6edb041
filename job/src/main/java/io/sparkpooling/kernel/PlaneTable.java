package io.sparkpooling.kernel;

import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.window.Window;
import java.util.function.ToLongFunction;

/** A number for each window of a plane, in row-major order: divisors and counts depend on nothing else. */
final class PlaneTable {
    private PlaneTable() {}

    static long[] of(Pooling pooling, ToLongFunction<Window> number) {
        Window window = new Window(pooling.windows());
        int[] outputs =
                pooling.windows().stream().mapToInt(axis -> axis.outputSize()).toArray();
        int windows = 1;
        for (int size : outputs) {
            windows *= size;
        }
        long[] table = new long[windows];
        for (int i = 0; i < windows; i++) {
            int rest = i;
            for (int axis = outputs.length - 1; axis >= 0; axis--) {
                window.move(axis, rest % outputs[axis]);
                rest /= outputs[axis];
            }
            table[i] = number.applyAsLong(window);
        }
        return table;
    }
}
