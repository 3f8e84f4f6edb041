package io.sparkpooling.pooling;

/** Powers in float64, the same on every machine: products and roots where there are such, else those of {@link StrictMath}. */
final class Powers {
    private Powers() {}

    /** {@code base^exponent}. */
    static double raised(double base, double exponent) {
        if (exponent == 1) {
            return base;
        }
        if (exponent == 2) {
            return base * base;
        }
        return exponent == 3 ? base * base * base : StrictMath.pow(base, exponent);
    }

    /** {@code power^(1 / exponent)} of a power that is not negative. */
    static double root(double power, double exponent) {
        if (exponent == 1) {
            return power;
        }
        if (exponent == 2) {
            return Math.sqrt(power);
        }
        return exponent == 3 ? StrictMath.cbrt(power) : StrictMath.pow(power, 1 / exponent);
    }
}
