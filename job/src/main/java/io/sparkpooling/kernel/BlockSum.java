package io.sparkpooling.kernel;

import io.sparkpooling.window.SlidingWindows;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sums of windows at stride 1 along rows. The same row of several planes forms one long row; it is copied once for each tap along
 * the width, and added to every output row that it is part of. So all loops run from index 0 on over long arrays, in vectors, and
 * everything that they need lies in the innermost cache. Each output still meets its taps one by one in row-major order; padding is
 * +0, which changes no sum, since a sum that begins with +0 is never -0.
 */
final class BlockSum implements FloatPlanes {
    private static final int LANES = 256;
    private static final int BAND = 1 << 15;

    private final Geometry geometry;
    private final Axis height;
    private final int padding;
    private final int dilation;
    private final int rowLength;
    private final int planesAtATime;
    private final int[][] outputsOfRow;
    private final float[] row;
    private final float[][] shifted;
    private final float[][] sums;

    private BlockSum(Geometry geometry, SlidingWindows windows) {
        this.geometry = geometry;
        this.height = geometry.height();
        this.padding = windows.paddingBegin();
        this.dilation = windows.dilation();
        this.rowLength = Math.toIntExact(RowWindows.positions(windows));
        this.planesAtATime = Math.max(1, Math.min(LANES / rowLength, geometry.outer()));
        this.outputsOfRow = outputsOfRow(height);
        int lanes = planesAtATime * rowLength;
        this.row = new float[lanes + (windows.kernelSize() - 1) * dilation];
        this.shifted = new float[windows.kernelSize()][lanes];
        this.sums = new float[Math.max(1, Math.min(BAND / lanes, height.outputs()))][lanes];
    }

    /** The outputs whose windows have a tap in each row. */
    private static int[][] outputsOfRow(Axis height) {
        return IntStream.range(0, height.size())
                .mapToObj(row -> IntStream.range(0, height.outputs())
                        .filter(output -> hasTap(height, output, row - height.first()[output]))
                        .toArray())
                .toArray(int[][]::new);
    }

    private static boolean hasTap(Axis height, int output, int distance) {
        return distance >= 0 && distance % height.step() == 0 && distance / height.step() < height.taps()[output];
    }

    /** The sums of a geometry: these where they pay, else one row of one plane after the other. */
    static FloatPlanes orRows(Geometry geometry) {
        return geometry.width()
                .sliding()
                .filter(windows -> windows.stride() == 1 && windows.kernelSize() > 1)
                .filter(windows -> RowWindows.positions(windows) <= 2L * windows.inputSize() + RowWindows.SMALL_ROW)
                .<FloatPlanes>map(windows -> new BlockSum(geometry, windows))
                .orElseGet(() -> new RowSum(geometry));
    }

    @Override
    public void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes) {
        for (int plane = 0; plane < planes; plane += planesAtATime) {
            int count = Math.min(planesAtATime, planes - plane);
            int from = sourceOffset + plane * geometry.planeSize();
            int to = destinationOffset + plane * geometry.planeOutputs();
            for (int od = 0; od < geometry.depth().outputs(); od++) {
                for (int oh = 0; oh < height.outputs(); oh += sums.length) {
                    int rows = Math.min(sums.length, height.outputs() - oh);
                    sumBand(source, from, count, od, oh, rows);
                    write(destination, to, count, od, oh, rows);
                }
            }
        }
    }

    private void sumBand(float[] source, int from, int planes, int od, int oh, int rows) {
        for (int i = 0; i < rows; i++) {
            Arrays.fill(sums[i], 0);
        }
        Axis depth = geometry.depth();
        for (int kd = 0; kd < depth.taps()[od]; kd++) {
            for (int h = 0; h < height.size(); h++) {
                int[] outputs = outputsOfRow[h];
                if (outputs.length > 0 && outputs[0] < oh + rows && outputs[outputs.length - 1] >= oh) {
                    shift(source, from + geometry.row(depth.tap(od, kd), h), planes);
                    addToBand(outputs, oh, rows, planes * rowLength);
                }
            }
        }
    }

    private void addToBand(int[] outputs, int oh, int rows, int count) {
        for (int output : outputs) {
            if (output >= oh && output < oh + rows) {
                addRow(sums[output - oh], count);
            }
        }
    }

    /** Lays out one row of each plane with its padding, once for each tap along the width. */
    private void shift(float[] source, int from, int planes) {
        int width = geometry.width().size();
        for (int plane = 0; plane < planes; plane++) {
            System.arraycopy(source, from + plane * geometry.planeSize(), row, plane * rowLength + padding, width);
        }
        for (int kw = 0; kw < shifted.length; kw++) {
            System.arraycopy(row, kw * dilation, shifted[kw], 0, planes * rowLength);
        }
    }

    private void addRow(float[] sum, int count) {
        int kw = 0;
        for (; kw + 4 <= shifted.length; kw += 4) {
            Lanes.add(sum, shifted[kw], shifted[kw + 1], shifted[kw + 2], shifted[kw + 3], count);
        }
        if (shifted.length - kw == 3) {
            Lanes.add(sum, shifted[kw], shifted[kw + 1], shifted[kw + 2], count);
            return;
        }
        for (; kw < shifted.length; kw++) {
            Lanes.add(sum, shifted[kw], count);
        }
    }

    private void write(float[] destination, int to, int planes, int od, int oh, int rows) {
        int width = geometry.width().outputs();
        for (int plane = 0; plane < planes; plane++) {
            int at = to + plane * geometry.planeOutputs() + (od * height.outputs() + oh) * width;
            for (int i = 0; i < rows; i++) {
                System.arraycopy(sums[i], plane * rowLength, destination, at + i * width, width);
            }
        }
    }

    @Override
    public String name() {
        return "blocks of rows";
    }
}
