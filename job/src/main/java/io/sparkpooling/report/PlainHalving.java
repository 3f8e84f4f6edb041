package io.sparkpooling.report;

/**
 * Halving without the JDK's vectors.
 *
 * <p>C2 vectorises a loop if its arrays begin at index 0, its bounds and distances are constants and its body is small: hence the
 * copy of the block, one loop for each figure, and loops written out that differ by a number alone, most of which halve twice at
 * once. A zero is counted without a comparison: |x| · 2^127 is either 0 or at least 2^-22.
 */
final class PlainHalving implements Halving {
    private static final int HALF = LENGTH / 2;
    private static final float ABOVE_ALL_DENORMALS = 0x1p127f;
    private static final float ONE_NONZERO = 0x1p-22f;

    private final float[] values = new float[LENGTH];
    private final float[] deviations = new float[LENGTH];
    private final float[] squares = new float[HALF];
    private final float[] nonzeros = new float[LENGTH];
    private final float[] lowest = new float[HALF];
    private final float[] highest = new float[HALF];

    @Override
    public void sum(float[] source, int from, float pivot) {
        System.arraycopy(source, from, values, 0, LENGTH);
        deviate(values, pivot, deviations);
        addSquares(deviations, squares);
        markNonzeros(values, nonzeros);
        addHalves(deviations);
        addHalves(nonzeros);
        addFirstHalf(deviations);
        addFirstHalf(squares);
        addFirstHalf(nonzeros);
        minimum(values, lowest);
        maximum(values, highest);
    }

    @Override
    public float deviations() {
        return deviations[0];
    }

    @Override
    public float squares() {
        return squares[0];
    }

    @Override
    public int nonzeros() {
        return Math.round(nonzeros[0] / ONE_NONZERO);
    }

    @Override
    public float lowest() {
        return lowest[0];
    }

    @Override
    public float highest() {
        return highest[0];
    }

    private static void deviate(float[] values, float pivot, float[] into) {
        for (int j = 0; j < LENGTH; j++) {
            into[j] = values[j] - pivot;
        }
    }

    private static void addSquares(float[] values, float[] lanes) {
        for (int j = 0; j < HALF; j++) {
            lanes[j] = values[j] * values[j] + values[j + HALF] * values[j + HALF];
        }
    }

    private static void markNonzeros(float[] values, float[] into) {
        for (int j = 0; j < LENGTH; j++) {
            into[j] = Math.min(Math.abs(values[j]) * ABOVE_ALL_DENORMALS, ONE_NONZERO);
        }
    }

    /** Halves all lanes once. */
    private static void addHalves(float[] lanes) {
        for (int j = 0; j < HALF; j++) {
            lanes[j] = lanes[j] + lanes[j + HALF];
        }
    }

    /** Halves the first half of the lanes until the sum is in lane 0. */
    private static void addFirstHalf(float[] lanes) {
        for (int j = 0; j < 512; j++) {
            lanes[j] = (lanes[j] + lanes[j + 1024]) + (lanes[j + 512] + lanes[j + 1536]);
        }
        for (int j = 0; j < 128; j++) {
            lanes[j] = (lanes[j] + lanes[j + 256]) + (lanes[j + 128] + lanes[j + 384]);
        }
        for (int j = 0; j < 32; j++) {
            lanes[j] = (lanes[j] + lanes[j + 64]) + (lanes[j + 32] + lanes[j + 96]);
        }
        for (int j = 0; j < 16; j++) {
            lanes[j] = lanes[j] + lanes[j + 16];
        }
        for (int j = 0; j < 8; j++) {
            lanes[j] = lanes[j] + lanes[j + 8];
        }
        for (int j = 0; j < 4; j++) {
            lanes[j] = lanes[j] + lanes[j + 4];
        }
        for (int j = 0; j < 2; j++) {
            lanes[j] = lanes[j] + lanes[j + 2];
        }
        lanes[0] = lanes[0] + lanes[1];
    }

    private static void minimum(float[] values, float[] lanes) {
        for (int j = 0; j < HALF; j++) {
            lanes[j] = Math.min(values[j], values[j + HALF]);
        }
        for (int j = 0; j < 512; j++) {
            lanes[j] = Math.min(Math.min(lanes[j], lanes[j + 1024]), Math.min(lanes[j + 512], lanes[j + 1536]));
        }
        for (int j = 0; j < 128; j++) {
            lanes[j] = Math.min(Math.min(lanes[j], lanes[j + 256]), Math.min(lanes[j + 128], lanes[j + 384]));
        }
        for (int j = 0; j < 32; j++) {
            lanes[j] = Math.min(Math.min(lanes[j], lanes[j + 64]), Math.min(lanes[j + 32], lanes[j + 96]));
        }
        for (int j = 0; j < 16; j++) {
            lanes[j] = Math.min(lanes[j], lanes[j + 16]);
        }
        for (int j = 0; j < 8; j++) {
            lanes[j] = Math.min(lanes[j], lanes[j + 8]);
        }
        for (int j = 0; j < 4; j++) {
            lanes[j] = Math.min(lanes[j], lanes[j + 4]);
        }
        for (int j = 0; j < 2; j++) {
            lanes[j] = Math.min(lanes[j], lanes[j + 2]);
        }
        lanes[0] = Math.min(lanes[0], lanes[1]);
    }

    private static void maximum(float[] values, float[] lanes) {
        for (int j = 0; j < HALF; j++) {
            lanes[j] = Math.max(values[j], values[j + HALF]);
        }
        for (int j = 0; j < 512; j++) {
            lanes[j] = Math.max(Math.max(lanes[j], lanes[j + 1024]), Math.max(lanes[j + 512], lanes[j + 1536]));
        }
        for (int j = 0; j < 128; j++) {
            lanes[j] = Math.max(Math.max(lanes[j], lanes[j + 256]), Math.max(lanes[j + 128], lanes[j + 384]));
        }
        for (int j = 0; j < 32; j++) {
            lanes[j] = Math.max(Math.max(lanes[j], lanes[j + 64]), Math.max(lanes[j + 32], lanes[j + 96]));
        }
        for (int j = 0; j < 16; j++) {
            lanes[j] = Math.max(lanes[j], lanes[j + 16]);
        }
        for (int j = 0; j < 8; j++) {
            lanes[j] = Math.max(lanes[j], lanes[j + 8]);
        }
        for (int j = 0; j < 4; j++) {
            lanes[j] = Math.max(lanes[j], lanes[j + 4]);
        }
        for (int j = 0; j < 2; j++) {
            lanes[j] = Math.max(lanes[j], lanes[j + 2]);
        }
        lanes[0] = Math.max(lanes[0], lanes[1]);
    }
}
