package io.sparkpooling.pooling;

import io.sparkpooling.tensor.ElementType;

/**
 * The derivatives of {@link PowerNorm}, step by step as PyTorch's autograd takes them. Powers as there: roots, products and
 * quotients where they say the same, else those of {@link StrictMath}.
 *
 * @param norm the p of the formula
 * @param kernelPositions the positions of a whole window
 * @param arithmetic float32 or float64, to which each step rounds
 */
record PowerNormGradient(double norm, long kernelPositions, ElementType arithmetic) {

    /** A tap to the power of the norm. */
    double raised(double tap) {
        return power(tap, norm);
    }

    /** What the norm's gradient is for the average of the raised taps. */
    double ofAverage(double gradient, double average) {
        // PyTorch's sign of NaN is 0
        double sign = average > 0 ? 1 : average < 0 ? -1 : 0;
        double base = rounded(average * kernelPositions);
        double slope = rounded(scalar(1 / norm) * power(base, 1 / norm - 1));
        double scaled = rounded(rounded(gradient * slope) * kernelPositions) * sign;
        return average == 0 ? 0 : scaled * sign;
    }

    /** What the gradient of a raised tap is for the tap. */
    double ofTap(double gradient, double tap) {
        return rounded(gradient * rounded(scalar(norm) * power(tap, norm - 1)));
    }

    double rounded(double value) {
        return arithmetic.rounded(value);
    }

    private double scalar(double value) {
        return arithmetic.rounded(value);
    }

    private double power(double base, double exponent) {
        if (exponent == 0) {
            return 1;
        }
        if (exponent == 1) {
            return base;
        }
        if (exponent == 2) {
            return rounded(base * base);
        }
        if (exponent == 3) {
            return rounded(rounded(base * base) * base);
        }
        if (exponent == 0.5) {
            return rounded(Math.sqrt(base));
        }
        return exponent == -0.5
                ? rounded(1 / rounded(Math.sqrt(base)))
                : rounded(StrictMath.pow(base, scalar(exponent)));
    }
}
