package io.sparkpooling.pooling;

import io.sparkpooling.pooling.Literal.Nothing;
import io.sparkpooling.window.AdaptiveWindows;
import io.sparkpooling.window.AxisWindows;
import java.util.ArrayList;
import java.util.List;

/** The parameter of every operation with adaptive windows, and the windows that it describes. */
final class Adaptive {
    static final Parameter OUTPUT_SIZE = Parameter.required("output_size", ParameterType.OUTPUT_SIZE);

    private Adaptive() {}

    static List<AxisWindows> windows(Arguments arguments, List<Integer> sizes) {
        List<Literal> outputs = arguments.each("output_size", sizes.size());
        List<AxisWindows> windows = new ArrayList<>();
        for (int axis = 0; axis < sizes.size(); axis++) {
            int size = sizes.get(axis);
            Literal output = outputs.get(axis);
            windows.add(new AdaptiveWindows(size, output instanceof Nothing ? size : Arguments.size(output)));
        }
        return windows;
    }

    /** One window over the whole of each axis. */
    static List<AxisWindows> global(List<Integer> sizes) {
        return sizes.stream()
                .map(size -> (AxisWindows) new AdaptiveWindows(size, 1))
                .toList();
    }
}
