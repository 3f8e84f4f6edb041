package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.OptionalInt;

/** An operation on as many windows as are asked for. */
interface AdaptiveOperation extends WindowedOperation {

    /** How many axes are pooled: the number in the operation's name. */
    int axes();

    @Override
    default OptionalInt pooledAxes() {
        return OptionalInt.of(axes());
    }

    @Override
    default List<Parameter> parameters() {
        return List.of(Adaptive.OUTPUT_SIZE, Sliding.MODE);
    }

    @Override
    default List<AxisWindows> windows(Arguments arguments, List<Integer> sizes) {
        return Adaptive.windows(arguments, sizes);
    }
}
