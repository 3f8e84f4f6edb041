package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.PooledTensors;
import io.sparkpooling.storage.Rejection;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.storage.WrittenFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Writes one output file from batches of input rows: pooled tensors from their arrays, every other column value for value
 * from the input's row group. Rows go in one by one, so that pages and row groups end at the same rows for every size of
 * batch: the file is a function of its rows and options alone.
 */
public final class ParquetBatchWriter implements Closeable {
    private final RowGroupFile file;
    private final OutputLayout layout;
    private final List<PooledPages> tensors;
    private final PassThroughWriter others;
    private final int otherLeaves;
    private Optional<PassThroughRows> open = Optional.empty();

    /** A writer of a file of that schema to {@code out}. */
    public static ParquetBatchWriter create(OutputStream out, OutputSchema schema, WriteOptions options)
            throws IOException {
        return create(out, OutputLayout.of(schema), options);
    }

    static ParquetBatchWriter create(OutputStream out, OutputLayout layout, WriteOptions options) throws IOException {
        return new ParquetBatchWriter(new RowGroupFile(out, layout.schema(), options), layout, options);
    }

    private ParquetBatchWriter(RowGroupFile file, OutputLayout layout, WriteOptions options) {
        this.file = file;
        this.layout = layout;
        tensors = layout.pooled().stream()
                .<PooledPages>map(column -> pages(column, file, layout.schema(), options))
                .toList();
        others = new PassThroughWriter(layout.passThrough(), file, options);
        otherLeaves = layout.passThrough().getColumns().size();
    }

    static PooledPages pages(PooledColumn column, RowGroupFile file, MessageType schema, WriteOptions options) {
        if (column.form().isPresent()) {
            return new PartPages(schema.getType(column.name()), column.form().get(), file, options);
        }
        ColumnDescriptor leaf = OutputLayout.leaf(schema, column.name());
        boolean nullable = schema.getType(column.name()).isRepetition(Repetition.OPTIONAL);
        return new TensorPages(column, leaf, nullable, options, file.chunk(leaf));
    }

    /**
     * Writes the rows of a batch that are not rejected; the rejected ones go to {@code rejects}.
     *
     * @param pooled the pooled tensors of each column of the schema's, in its order
     */
    public void write(
            RowBatch batch, List<Rejection> rejections, List<? extends PooledTensors> pooled, RejectWriter rejects)
            throws IOException {
        PassThroughRows source = source(batch);
        Map<Integer, Rejection> rejected = Rejection.byRow(rejections);
        for (int row = 0; row < batch.rows(); row++) {
            if (rejected.containsKey(row)) {
                rejects.write(batch.file(), batch.firstRow() + row, rejected.get(row), source);
            } else {
                writeRow(row, pooled, source);
            }
            source.endRow();
        }
    }

    /** A row group's columns are opened once, at its first batch, and keep their place from batch to batch. */
    private PassThroughRows source(RowBatch batch) throws IOException {
        if (open.isEmpty() || !open.get().areOf(batch.rowGroup())) {
            open = Optional.of(PassThroughRows.open(batch, layout.passThrough()));
        }
        return open.get();
    }

    private void writeRow(int row, List<? extends PooledTensors> pooled, PassThroughRows source) throws IOException {
        for (int index = 0; index < tensors.size(); index++) {
            tensors.get(index).append(pooled.get(index), row);
        }
        for (int leaf = 0; leaf < otherLeaves; leaf++) {
            source.copy(leaf, others, leaf);
        }
        others.endRow();
        if (file.endRow()) {
            endRowGroup();
        }
    }

    private void endRowGroup() throws IOException {
        for (PooledPages pages : tensors) {
            pages.endPage();
        }
        others.endRowGroup();
        file.endRowGroup();
    }

    /** Writes what is left and the footer; the stream stays open, it is its owner's. */
    public WrittenFile finish() throws IOException {
        if (file.hasRows()) {
            endRowGroup();
        }
        return file.finish(layout.keyValueMetadata());
    }

    /** Frees what the writer holds; without {@link #finish} what was written is no Parquet file. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
