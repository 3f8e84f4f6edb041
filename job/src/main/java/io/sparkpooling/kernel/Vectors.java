package io.sparkpooling.kernel;

import java.util.Optional;

/**
 * Finds the loops that are written with the JDK's vectors. These are an incubating module, so they are compiled by themselves, and
 * found by name where the JVM was started with {@code --add-modules=jdk.incubator.vector}, as Spark starts its own. {@code
 * -Dio.sparkpooling.vectors=off} leaves them out.
 */
final class Vectors {
    private static final String MODULE = "jdk.incubator.vector";
    private static final String LOOPS = "io.sparkpooling.kernel.IncubatingLoops";
    private static final Optional<VectorLoops> FOUND = find();

    private Vectors() {}

    /** The loops, if this JVM has vectors that are worth it. */
    static Optional<VectorLoops> loops() {
        return FOUND;
    }

    private static Optional<VectorLoops> find() {
        boolean on = !"off".equals(System.getProperty("io.sparkpooling.vectors"));
        if (!on || ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return Optional.empty();
        }
        try {
            VectorLoops loops =
                    (VectorLoops) Class.forName(LOOPS).getDeclaredConstructor().newInstance();
            return Optional.of(loops).filter(VectorLoops::areWide);
        } catch (ReflectiveOperationException | LinkageError missing) {
            return Optional.empty();
        }
    }
}
