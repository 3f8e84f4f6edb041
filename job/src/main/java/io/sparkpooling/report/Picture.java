package io.sparkpooling.report;

import java.io.Serializable;
import java.util.List;

/**
 * A piece of one row's tensor before and after pooling, at one scale: one channel, that is, one place on all axes that are not pooled.
 *
 * @param file the input file, relative to the input
 * @param row the row in the file
 * @param channel such as {@code C = 17}; empty where every axis is pooled
 * @param low the value that the scale begins with; NaN where there is no number
 * @param high the value that it ends with
 * @param labels the labels by their level, the last of them for all others; empty but for labels
 */
public record Picture(
        String file,
        long row,
        String channel,
        PictureKind kind,
        double low,
        double high,
        List<String> labels,
        Raster before,
        Raster after)
        implements Serializable {

    public Picture {
        labels = List.copyOf(labels);
    }
}
