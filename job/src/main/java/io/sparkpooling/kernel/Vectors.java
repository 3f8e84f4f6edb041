package io.sparkpooling.kernel;

import io.sparkpooling.tensor.IncubatingVectors;

/** The loops of this JVM: in the JDK's vectors, if it has them. */
final class Vectors {
    private static final PortableLoops LOOPS = IncubatingVectors.find(
                    PortableLoops.class, "io.sparkpooling.kernel.IncubatingLoops")
            .orElseGet(PortableLoops::new);

    private Vectors() {}

    static PortableLoops loops() {
        return LOOPS;
    }

    /** Whether they are in the JDK's vectors. */
    static boolean areFound() {
        return LOOPS.getClass() != PortableLoops.class;
    }
}
