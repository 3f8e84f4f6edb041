package io.sparkpooling.pooling;

import io.sparkpooling.tensor.InvalidTensorException;
import java.util.Arrays;

/**
 * The points of a box along one axis, bin by bin: between which two elements each lies, and how much it has of them. Only the points
 * that lie on the map are kept, so that a box far larger than the map costs what the map costs.
 */
final class BoxPoints {
    private static final int MOST_POINTS = 1 << 16;

    private final int size;
    private final int bins;
    private final int ratio;
    private final boolean aligned;
    private final Boxes boxes;
    private final int[] from;
    private int[] low = new int[0];
    private double[] highWeight = new double[0];
    private int perBin;

    /**
     * @param size of the axis
     * @param ratio the points in a bin; 0 for about one for each element
     * @param aligned whether the middle of an element is half-way between two integers
     */
    BoxPoints(int size, int bins, int ratio, boolean aligned, Boxes boxes) {
        this.size = size;
        this.bins = bins;
        this.ratio = ratio;
        this.aligned = aligned;
        this.boxes = boxes;
        this.from = new int[bins + 1];
    }

    /** Moves to a box between two scaled coordinates. */
    void moveTo(int box, double begin, double end) {
        double offset = aligned ? 0.5 : 0;
        double start = boxes.rounded(begin - offset);
        double length = boxes.rounded(boxes.rounded(end - offset) - start);
        length = aligned ? length : Math.max(length, 1);
        double step = boxes.rounded(length / bins);
        perBin = ratio > 0 ? ratio : (int) Math.ceil(step);
        if ((long) perBin * bins > MOST_POINTS) {
            throw new InvalidTensorException("box %d is %s long on an axis of %d: %d points (at most %d)"
                    .formatted(box, length, size, (long) perBin * bins, MOST_POINTS));
        }
        reserve(Math.max(perBin, 0) * bins);
        int count = 0;
        for (int bin = 0; bin < bins; bin++) {
            from[bin] = count;
            double first = boxes.rounded(start + boxes.rounded(bin * step));
            for (int point = 0; point < perBin; point++) {
                double within = boxes.rounded(boxes.rounded((point + 0.5) * step) / perBin);
                count = add(boxes.rounded(first + within), count);
            }
        }
        from[bins] = count;
    }

    private void reserve(int points) {
        if (low.length < points) {
            low = Arrays.copyOf(low, points);
            highWeight = Arrays.copyOf(highWeight, points);
        }
    }

    private int add(double place, int count) {
        if (place < -1 || place > size) {
            return count;
        }
        double inside = Math.max(place, 0);
        low[count] = Math.min((int) inside, size - 1);
        highWeight[count] = (int) inside >= size - 1 ? 0 : boxes.rounded(inside - low[count]);
        return count + 1;
    }

    int size() {
        return size;
    }

    int bins() {
        return bins;
    }

    /** The points in each bin, on the map or not; not more than 0 for a box that ends before it begins. */
    int perBin() {
        return perBin;
    }

    /** The first point of a bin that lies on the map; of the bin after the last, the number of all. */
    int from(int bin) {
        return from[bin];
    }

    /** The element at or before a point. */
    int low(int point) {
        return low[point];
    }

    /** The element after a point, where there is one. */
    int high(int point) {
        return Math.min(low[point] + 1, size - 1);
    }

    /** How much a point has of the element before it. */
    double lowWeight(int point) {
        return boxes.rounded(1 - highWeight[point]);
    }

    /** How much a point has of the element after it. */
    double highWeight(int point) {
        return highWeight[point];
    }
}
