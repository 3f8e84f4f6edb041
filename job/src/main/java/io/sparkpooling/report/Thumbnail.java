package io.sparkpooling.report;

/**
 * A plane made small: at most {@value #FRAMES} frames, evenly chosen, of at most {@value #SIDE} × {@value #SIDE} elements, each the
 * mean of the elements that it stands for (of labels the first of them); lines have up to {@value #LINE}.
 *
 * @param values frames × height × width, row-major
 */
record Thumbnail(int frames, int height, int width, double[] values) {
    private static final int FRAMES = 6;
    private static final int SIDE = 64;
    private static final int LINE = 256;

    static Thumbnail of(Plane plane, boolean labels) {
        int depth = plane.sizes()[0];
        int height = plane.sizes()[1];
        int width = plane.sizes()[2];
        int factor = height == 1 ? ceiling(width, LINE) : Math.max(ceiling(height, SIDE), ceiling(width, SIDE));
        int frames = Math.min(depth, FRAMES);
        Thumbnail small = new Thumbnail(
                frames,
                ceiling(height, factor),
                ceiling(width, factor),
                new double[frames * ceiling(height, factor) * ceiling(width, factor)]);
        int at = 0;
        for (int frame = 0; frame < frames; frame++) {
            for (int top = 0; top < height; top += factor) {
                for (int left = 0; left < width; left += factor) {
                    int chosen = (int) ((long) frame * depth / frames);
                    small.values[at++] =
                            labels ? plane.number(chosen, top, left) : mean(plane, chosen, top, left, factor);
                }
            }
        }
        return small;
    }

    private static double mean(Plane plane, int depth, int top, int left, int factor) {
        double sum = 0;
        int count = 0;
        for (int y = top; y < Math.min(top + factor, plane.sizes()[1]); y++) {
            for (int x = left; x < Math.min(left + factor, plane.sizes()[2]); x++) {
                double value = plane.number(depth, y, x);
                if (Double.isFinite(value)) {
                    sum += value;
                    count++;
                }
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private static int ceiling(int size, int most) {
        return (size + most - 1) / most;
    }
}
