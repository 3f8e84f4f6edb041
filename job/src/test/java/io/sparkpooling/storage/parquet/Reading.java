package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.RowState;
import io.sparkpooling.storage.TensorValues;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Reads all rows of a column into one line of text each: what is wrong with it, or its values. */
final class Reading {
    private Reading() {}

    static List<String> rows(ParquetFile file, TensorColumn column) throws IOException {
        List<String> rows = new ArrayList<>();
        int groups = file.rowGroups().size();
        try (ParquetBatchReader reader = ParquetBatchReader.open(file, 0, groups, List.of(column), 1 << 16)) {
            while (reader.advance()) {
                RowBatch batch = reader.batch();
                for (int row = 0; row < batch.rows(); row++) {
                    rows.add(row(batch.tensor(0), row, column.type().shape().elementCount()));
                }
            }
        }
        return rows;
    }

    private static String row(TensorValues tensors, int row, int elements) {
        RowState state = tensors.state(row);
        if (!state.isPresent()) {
            return state.toString();
        }
        StringBuilder text = new StringBuilder();
        for (int index = row * elements; index < (row + 1) * elements; index++) {
            text.append(Array.get(tensors.carrier(0), index)).append(' ');
        }
        return text.toString();
    }
}
