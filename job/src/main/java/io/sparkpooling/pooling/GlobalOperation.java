package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.OptionalInt;

/** An operation on one window that is the whole map; the pooled axes stay, with size 1. */
interface GlobalOperation extends WindowedOperation {

    @Override
    default OptionalInt pooledAxes() {
        return OptionalInt.empty();
    }

    @Override
    default List<Parameter> parameters() {
        return List.of(Sliding.MODE);
    }

    @Override
    default List<AxisWindows> windows(Arguments arguments, List<Integer> sizes) {
        return Adaptive.global(sizes);
    }
}
