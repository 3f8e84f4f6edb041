package io.sparkpooling.pooling;

import io.sparkpooling.window.AxisWindows;
import java.util.List;
import java.util.OptionalInt;

/** An operation on sliding windows: PyTorch's parameters and the windows that they describe. */
interface SlidingOperation extends WindowedOperation {

    /** How many axes are pooled: the number in the operation's name. */
    int axes();

    @Override
    default OptionalInt pooledAxes() {
        return OptionalInt.of(axes());
    }

    @Override
    default List<Parameter> parameters() {
        return Sliding.PARAMETERS;
    }

    @Override
    default List<AxisWindows> windows(Arguments arguments, List<Integer> sizes) {
        return Sliding.windows(arguments, sizes);
    }
}
