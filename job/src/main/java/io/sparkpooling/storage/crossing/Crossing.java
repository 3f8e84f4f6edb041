package io.sparkpooling.storage.crossing;

import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.OutputColumns;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.arrow.ArrowColumns;
import io.sparkpooling.storage.parquet.DatasetSchema;
import java.util.List;

/** The columns after pooling in the format that the user asks for. */
public final class Crossing {
    /** The format that the input has. */
    public static final String INPUT = "input";

    private static final String PARQUET = "parquet";
    private static final String ARROW = "arrow";

    private Crossing() {}

    /**
     * The columns after pooling.
     *
     * @param format {@code input}, {@code parquet} or {@code arrow}
     * @throws io.sparkpooling.tensor.InvalidArgumentException if a column has no type in that format, naming it
     */
    public static OutputColumns pooled(DatasetColumns input, List<PooledColumn> pooled, String format) {
        if (input instanceof ArrowColumns arrow && format.equals(PARQUET)) {
            return ArrowToParquet.of(arrow, pooled);
        }
        if (input instanceof DatasetSchema parquet && format.equals(ARROW)) {
            return ParquetToArrow.of(parquet, pooled);
        }
        return input.pooled(pooled);
    }
}
