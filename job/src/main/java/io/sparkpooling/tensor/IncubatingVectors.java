package io.sparkpooling.tensor;

import java.lang.reflect.Constructor;
import java.util.Optional;

/**
 * Finds what is written with the JDK's vectors. These are an incubating module, so such classes are compiled by themselves, and found by
 * name where the JVM was started with {@code --add-modules=jdk.incubator.vector}, as Spark starts its own, on a processor whose
 * vectors hold so much that they pay. {@code -Dio.sparkpooling.vectors=off} leaves them out.
 */
public final class IncubatingVectors {
    private static final String MODULE = "jdk.incubator.vector";
    private static final String WIDTH = "io.sparkpooling.tensor.VectorWidth";
    private static final boolean PRESENT = arePresent();

    private IncubatingVectors() {}

    /** How wide this processor's vectors are. */
    interface Width {
        int bits();
    }

    /** A new instance of the class of that name, if this JVM has vectors that are worth it. */
    public static <T> Optional<T> find(Class<T> type, String className) {
        return PRESENT ? create(type, className) : Optional.empty();
    }

    private static boolean arePresent() {
        boolean on = !"off".equals(System.getProperty("io.sparkpooling.vectors"));
        boolean there = on && ModuleLayer.boot().findModule(MODULE).isPresent();
        return there
                && create(Width.class, WIDTH)
                        .filter(width -> width.bits() >= 256)
                        .isPresent();
    }

    private static <T> Optional<T> create(Class<T> type, String className) {
        try {
            Constructor<?> constructor = Class.forName(className).getDeclaredConstructor();
            constructor.setAccessible(true);
            return Optional.of(type.cast(constructor.newInstance()));
        } catch (ReflectiveOperationException | LinkageError missing) {
            return Optional.empty();
        }
    }
}
