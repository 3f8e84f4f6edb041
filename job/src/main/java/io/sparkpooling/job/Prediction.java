package io.sparkpooling.job;

import io.sparkpooling.storage.ColumnSize;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How large the output will be: each column's stored bytes times the ratio of its elements. A prediction, since pooled
 * values compress a little worse than what they were pooled from.
 */
record Prediction(long inputBytes, long bytes) {

    Prediction(List<PlannedFile> files, List<PlannedColumn> columns) {
        this(
                files.stream()
                        .flatMap(file -> file.columnSizes().stream())
                        .mapToLong(ColumnSize::storedBytes)
                        .sum(),
                outputBytes(files, shares(columns)));
    }

    /** The bytes of output for one byte of input. */
    double outputShare() {
        return inputBytes == 0 ? 1 : (double) bytes / inputBytes;
    }

    private static Map<String, Double> shares(List<PlannedColumn> columns) {
        Map<String, Double> shares = new HashMap<>();
        for (PlannedColumn column : columns) {
            double own = (double) column.outputBytes()
                    / Math.max(1, column.source().type().bytes());
            double kept = column.replacesSource() ? 0 : keptElsewhere(column, columns);
            shares.merge(column.source().path(), own + kept, Double::sum);
        }
        return shares;
    }

    /** 1 for the first expression with a new name on a column that no expression replaces: the column itself stays. */
    private static double keptElsewhere(PlannedColumn column, List<PlannedColumn> columns) {
        List<PlannedColumn> same = columns.stream()
                .filter(other -> other.source().name().equals(column.source().name()))
                .toList();
        boolean replaced = same.stream().anyMatch(PlannedColumn::replacesSource);
        return !replaced && same.get(0).equals(column) ? 1 : 0;
    }

    private static long outputBytes(List<PlannedFile> files, Map<String, Double> shares) {
        double bytes = 0;
        for (PlannedFile file : files) {
            for (ColumnSize size : file.columnSizes()) {
                bytes += size.storedBytes() * shares.getOrDefault(size.path(), 1.0);
            }
        }
        return (long) bytes;
    }
}
