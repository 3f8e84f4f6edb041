package io.sparkpooling.kernel;

import io.sparkpooling.window.SlidingWindows;
import java.util.Arrays;

/**
 * Sums where the width is the innermost axis: adds one row of the input after the other to a row of outputs. Each output meets
 * its taps in row-major order, as the plain loops do; the outputs of a row do not wait for each other.
 */
final class RowSum implements FloatPlanes {
    private final Geometry geometry;
    private final int interiorBegin;
    private final int interiorEnd;

    RowSum(Geometry geometry) {
        this.geometry = geometry;
        int kernelSize =
                geometry.width().sliding().map(SlidingWindows::kernelSize).orElse(0);
        int[] taps = geometry.width().taps();
        int begin = 0;
        while (begin < taps.length && taps[begin] != kernelSize) {
            begin++;
        }
        int end = begin;
        while (end < taps.length && taps[end] == kernelSize) {
            end++;
        }
        this.interiorBegin = begin;
        this.interiorEnd = end;
    }

    @Override
    public void pool(float[] source, int sourceOffset, float[] destination, int destinationOffset, int planes) {
        int to = destinationOffset;
        for (int plane = 0; plane < planes; plane++) {
            int from = sourceOffset + plane * geometry.planeSize();
            for (int od = 0; od < geometry.depth().outputs(); od++) {
                for (int oh = 0; oh < geometry.height().outputs(); oh++) {
                    sumRow(source, from, od, oh, destination, to);
                    to += geometry.width().outputs();
                }
            }
        }
    }

    private void sumRow(float[] source, int plane, int od, int oh, float[] destination, int to) {
        Axis depth = geometry.depth();
        Axis height = geometry.height();
        Arrays.fill(destination, to, to + geometry.width().outputs(), 0);
        for (int kd = 0; kd < depth.taps()[od]; kd++) {
            for (int kh = 0; kh < height.taps()[oh]; kh++) {
                addRow(source, plane + geometry.row(depth.tap(od, kd), height.tap(oh, kh)), destination, to);
            }
        }
    }

    private void addRow(float[] source, int row, float[] destination, int to) {
        addWindows(source, row, destination, to, 0, interiorBegin);
        if (interiorBegin < interiorEnd) {
            addInterior(source, row, destination, to);
        }
        addWindows(source, row, destination, to, interiorEnd, geometry.width().outputs());
    }

    /** Outputs at the borders, and all where windows differ in size. */
    private void addWindows(float[] source, int row, float[] destination, int to, int begin, int end) {
        Axis width = geometry.width();
        int step = width.step();
        for (int ow = begin; ow < end; ow++) {
            float sum = destination[to + ow];
            int at = row + width.first()[ow];
            for (int kw = 0; kw < width.taps()[ow]; kw++) {
                sum += source[at + kw * step];
            }
            destination[to + ow] = sum;
        }
    }

    /** Outputs with whole windows: up to three taps at a time. */
    private void addInterior(float[] source, int row, float[] destination, int to) {
        SlidingWindows windows = geometry.width().sliding().orElseThrow();
        int outputs = interiorEnd - interiorBegin;
        int at = row + geometry.width().first()[interiorBegin];
        for (int left = windows.kernelSize(); left > 0; left -= StridedSums.MOST_TAPS) {
            int taps = Math.min(StridedSums.MOST_TAPS, left);
            StridedSums.add(
                    source, at, taps, windows.dilation(), windows.stride(), destination, to + interiorBegin, outputs);
            at += taps * windows.dilation();
        }
    }

    @Override
    public String name() {
        return "rows";
    }
}
