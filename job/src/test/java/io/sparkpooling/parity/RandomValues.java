package io.sparkpooling.parity;

import io.sparkpooling.tensor.ElementType;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Values that pooling goes wrong on: ties, both zeros, NaN, infinities, denormals, magnitudes whose sum overflows, and, in
 * between, activations as networks have them. A tensor keeps to one kind, so that the kinds are seen unmixed too.
 */
final class RandomValues {
    private static final double[] SPECIAL = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -0.0,
        0.0,
        1,
        -1,
        6e-8,
        -6e-8,
        1e-40,
        -1e-40,
        3e-324,
        65504,
        -65504,
        3.4e38,
        -3.4e38,
        1.7e308,
        -1.7e308
    };

    private enum Kind {
        GAUSSIAN,
        RECTIFIED,
        TIES,
        ZEROS,
        SPRINKLED,
        SPECIALS,
        LOWEST,
        ANY_BITS
    }

    private final SplittableRandom random;

    RandomValues(SplittableRandom random) {
        this.random = random;
    }

    /** A carrier array of {@code type}; integers stay below {@code largest} in magnitude. */
    Object array(ElementType type, int count, long largest) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        return type.isFloatingPoint() ? floats(type, count, kind) : integers(type, count, kind, largest);
    }

    private Object floats(ElementType type, int count, Kind kind) {
        Object values = type.newArray(count);
        DoubleSupplier next = () -> number(kind);
        for (int i = 0; i < count; i++) {
            if (kind == Kind.ANY_BITS) {
                Elements.setBits(values, i, random.nextLong());
            } else {
                Elements.setNumber(type, values, i, next.getAsDouble());
            }
        }
        return values;
    }

    private double number(Kind kind) {
        return switch (kind) {
            case GAUSSIAN, ANY_BITS -> random.nextGaussian();
            case RECTIFIED -> Math.max(0, random.nextGaussian());
            case TIES -> random.nextInt(-2, 3);
            case ZEROS -> random.nextBoolean() ? 0.0 : -0.0;
            case SPRINKLED -> random.nextInt(12) == 0 ? special() : random.nextGaussian() * 100;
            case SPECIALS -> special();
            case LOWEST -> random.nextInt(8) == 0 ? -1 : Double.NEGATIVE_INFINITY;
        };
    }

    private double special() {
        return SPECIAL[random.nextInt(SPECIAL.length)];
    }

    private Object integers(ElementType type, int count, Kind kind, long largest) {
        Object values = type.newArray(count);
        for (int i = 0; i < count; i++) {
            long value = integer(type, kind) % largest;
            Elements.setBits(values, i, type == ElementType.BOOL ? value & 1 : value);
        }
        return values;
    }

    private long integer(ElementType type, Kind kind) {
        long lowest = -1L << type.bytes() * 8 - 1;
        return switch (kind) {
            case GAUSSIAN -> (long) (random.nextGaussian() * 50);
            case RECTIFIED -> (long) Math.max(0, random.nextGaussian() * 50);
            case TIES -> random.nextInt(-2, 3);
            case ZEROS -> 0;
            case SPRINKLED -> random.nextInt(6) == 0 ? lowest : random.nextInt(-9, 10);
            case SPECIALS -> random.nextBoolean() ? lowest : ~lowest;
            case LOWEST -> lowest;
            case ANY_BITS -> random.nextLong();
        };
    }
}
