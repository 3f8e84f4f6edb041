package io.sparkpooling.kernel;

import io.sparkpooling.pooling.WindowedPooling;
import io.sparkpooling.window.AxisWindows;
import io.sparkpooling.window.Window;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A number for each window of a plane, in row-major order: divisors and counts depend on nothing else. */
final class PlaneTable {
    private PlaneTable() {}

    /** The numbers; a single one where all are the same, without a table as large as the output where all windows are alike. */
    static long[] of(WindowedPooling pooling, ToLongFunction<Window> number) {
        List<AxisWindows> windows = pooling.windows();
        Window window = new Window(windows);
        if (windows.stream().allMatch(PlaneTable::areAlike)) {
            return new long[] {number.applyAsLong(window)};
        }
        int[] outputs = windows.stream().mapToInt(AxisWindows::outputSize).toArray();
        long[] table = new long[IntStream.of(outputs).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < table.length; i++) {
            int rest = i;
            for (int axis = outputs.length - 1; axis >= 0; axis--) {
                window.move(axis, rest % outputs[axis]);
                rest /= outputs[axis];
            }
            table[i] = number.applyAsLong(window);
        }
        return LongStream.of(table).allMatch(entry -> entry == table[0]) ? new long[] {table[0]} : table;
    }

    private static boolean areAlike(AxisWindows windows) {
        return IntStream.range(1, windows.outputSize())
                .allMatch(output ->
                        windows.taps(output) == windows.taps(0) && windows.extent(output) == windows.extent(0));
    }
}
