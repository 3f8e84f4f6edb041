package io.sparkpooling.storage;

import io.sparkpooling.convention.ColumnHints;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns of a file, and which of them hold tensors. It needs no open file. */
public interface DatasetColumns {
    /** Every column that is recognisably a tensor, in the file's order. */
    List<? extends StoredTensor> tensors();

    /**
     * The tensors of one column.
     *
     * @throws io.sparkpooling.tensor.InvalidArgumentException if there is no such column, naming the nearest; or if it holds
     *     no tensors, with why
     */
    StoredTensor tensor(String column);

    /** A column that an operation reads beside the one that it pools: tensors, or numbers as tensors of one element. */
    StoredTensor companion(String column);

    /** One sentence that names the first difference; empty if files of both may be parts of one dataset. */
    Optional<String> differenceFrom(DatasetColumns other);

    /** {@code hints} with the shape of each column that only rows of this file show, for the other files of its dataset. */
    Map<String, ColumnHints> withShapes(Map<String, ColumnHints> hints);

    /** What there is to say about each top-level column, in the file's order. */
    List<ColumnDescription> describe();

    /** What of the file's metadata could not be used, in plain words. */
    List<String> notes();

    /** The columns after pooling. */
    OutputColumns pooled(List<PooledColumn> pooled);
}
