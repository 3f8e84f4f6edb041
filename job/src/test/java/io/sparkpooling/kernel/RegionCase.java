package io.sparkpooling.kernel;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.util.Random;

/**
 * A random map, boxes and sizes, and what torchvision's formulas make of them, written here in float64; the scales are powers of
 * two, so that no rounding moves a box.
 */
final class RegionCase {
    final int channels;
    final int height;
    final int width;
    final int count;
    final int rows;
    final int columns;
    final double scale;
    final double[] map;
    final double[] boxes;

    RegionCase(Random random) {
        channels = 1 + random.nextInt(3);
        height = 1 + random.nextInt(12);
        width = 1 + random.nextInt(12);
        count = 1 + random.nextInt(3);
        rows = 1 + random.nextInt(5);
        columns = 1 + random.nextInt(5);
        scale = Math.scalb(1.0, random.nextInt(3) - 1);
        map = random.doubles((long) channels * height * width, -4, 4).toArray();
        boxes = random.doubles(4L * count, -4, 15).map(x -> x / scale).toArray();
    }

    int outputs() {
        return count * channels * rows * columns;
    }

    double[] pool(String expression) {
        return (double[]) RegionPoolTest.apply(
                RegionPoolTest.bind(expression, ElementType.FLOAT64, Shape.of(channels, height, width), count),
                map,
                boxes);
    }

    private double coordinate(int output, int which) {
        return boxes[output / (channels * rows * columns) * 4 + which] * scale;
    }

    private int channel(int output) {
        return output / (rows * columns) % channels;
    }

    private double element(int output, int y, int x) {
        return map[(channel(output) * height + y) * width + x];
    }

    double maximum(int output) {
        int[] y = bin(coordinate(output, 1), coordinate(output, 3), output / columns % rows, rows, height);
        int[] x = bin(coordinate(output, 0), coordinate(output, 2), output % columns, columns, width);
        double best = y[0] < y[1] && x[0] < x[1] ? Double.NEGATIVE_INFINITY : 0;
        for (int row = y[0]; row < y[1]; row++) {
            for (int column = x[0]; column < x[1]; column++) {
                best = Math.max(best, element(output, row, column));
            }
        }
        return best;
    }

    /** First element and end of a bin; bounds are exact integer divisions. */
    private static int[] bin(double from, double to, int bin, int bins, int size) {
        int start = round(from);
        int length = Math.max(round(to) - start + 1, 1);
        int first = start + bin * length / bins;
        int end = start + ((bin + 1) * length + bins - 1) / bins;
        return new int[] {Math.max(0, Math.min(first, size)), Math.max(0, Math.min(end, size))};
    }

    private static int round(double coordinate) {
        return (int) (Math.signum(coordinate) * Math.round(Math.abs(coordinate)));
    }

    double average(int output, int ratio, boolean aligned) {
        double[] y =
                points(coordinate(output, 1), coordinate(output, 3), output / columns % rows, rows, ratio, aligned);
        double[] x = points(coordinate(output, 0), coordinate(output, 2), output % columns, columns, ratio, aligned);
        double sum = 0;
        for (double row : y) {
            for (double column : x) {
                sum += at(output, row, column);
            }
        }
        return y.length * x.length == 0 ? 0 : sum / (y.length * x.length);
    }

    private static double[] points(double from, double to, int bin, int bins, int ratio, boolean aligned) {
        double start = aligned ? from - 0.5 : from;
        double length = aligned ? to - from : Math.max(to - from, 1);
        int points = ratio > 0 ? ratio : (int) Math.max(Math.ceil(length / bins), 0);
        double[] places = new double[points];
        for (int i = 0; i < points; i++) {
            places[i] = start + length / bins * (bin + (i + 0.5) / points);
        }
        return places;
    }

    /** Every element counts by how near it is to the point, on both axes: 1 at its place, 0 one element away. */
    private double at(int output, double y, double x) {
        if (y < -1 || y > height || x < -1 || x > width) {
            return 0;
        }
        double nearY = Math.min(Math.max(y, 0), height - 1);
        double nearX = Math.min(Math.max(x, 0), width - 1);
        double sum = 0;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double weight = Math.max(0, 1 - Math.abs(nearY - row)) * Math.max(0, 1 - Math.abs(nearX - column));
                sum += weight * element(output, row, column);
            }
        }
        return sum;
    }
}
