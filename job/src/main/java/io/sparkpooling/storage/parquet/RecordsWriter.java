package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.OutputOpener;
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
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Writes a Parquet file and its rejects from rows of another format: pooled tensors as {@link ParquetBatchWriter} does, the other
 * columns value by value with parquet-java's own record writer.
 */
public final class RecordsWriter implements Closeable {
    private final OutputLayout layout;
    private final OutputOpener rejectsOpener;
    private final WriteOptions options;
    private final RejectSchema rejectSchema;
    private final Records data;
    private final List<PooledPages> tensors;
    private Optional<Records> rejects = Optional.empty();
    private Optional<OutputStream> rejectsStream = Optional.empty();

    /** A row of another format. */
    public interface Row {
        /** Gives a column's value to the consumer, as field {@code index} of the record; nothing where it is null. */
        void write(String column, Type type, int index, RecordConsumer consumer) throws IOException;
    }

    /** A file and the record writer of some of its columns. */
    private static final class Records {
        private final RowGroupFile file;
        private final MessageType columns;
        private final WriteOptions options;
        private ColumnWriteStore store;
        private RecordConsumer consumer;

        Records(RowGroupFile file, MessageType columns, WriteOptions options) {
            this.file = file;
            this.columns = columns;
            this.options = options;
            open();
        }

        /** There is a new writer for each row group, since used ones keep a stale dictionary. */
        private void open() {
            store = new ColumnWriteStoreV1(columns, file::chunk, PassThroughWriter.properties(options));
            consumer = new ColumnIOFactory().getColumnIO(columns).getRecordWriter(store);
        }

        void endPages() {
            consumer.flush();
            store.flush();
            store.close();
            open();
        }
    }

    private RecordsWriter(OutputStream out, OutputOpener rejects, OutputLayout layout, WriteOptions options)
            throws IOException {
        this.layout = layout;
        this.rejectsOpener = rejects;
        this.options = options;
        this.rejectSchema = RejectSchema.of(layout);
        RowGroupFile file = new RowGroupFile(out, layout.schema(), options);
        this.data = new Records(file, layout.passThrough(), options);
        this.tensors = layout.pooled().stream()
                .map(column -> ParquetBatchWriter.pages(column, file, layout.schema(), options))
                .toList();
    }

    /** A writer of a file of that schema. */
    public static RecordsWriter create(
            OutputStream out, OutputOpener rejects, OutputSchema schema, WriteOptions options) throws IOException {
        return new RecordsWriter(out, rejects, OutputLayout.of(schema), options);
    }

    /** Writes a row to the data. */
    public void write(List<? extends PooledTensors> pooled, int row, Row others) throws IOException {
        for (int index = 0; index < tensors.size(); index++) {
            tensors.get(index).append(pooled.get(index), row);
        }
        // parquet-java's consumer fails on a record without columns
        if (data.columns.getFieldCount() > 0) {
            write(others);
        }
        if (data.file.endRow()) {
            endRowGroup();
        }
    }

    private void write(Row others) throws IOException {
        data.consumer.startMessage();
        for (int index = 0; index < data.columns.getFieldCount(); index++) {
            Type column = data.columns.getType(index);
            others.write(column.getName(), column, index, data.consumer);
        }
        data.consumer.endMessage();
    }

    private void endRowGroup() throws IOException {
        for (PooledPages pages : tensors) {
            pages.endPage();
        }
        data.endPages();
        data.file.endRowGroup();
    }

    /** Writes a row to the rejects, which is row {@code row} of the file of that name. */
    public void reject(String file, long row, Rejection rejection, Row others) throws IOException {
        Records into = openedRejects();
        into.consumer.startMessage();
        text(into, RejectSchema.FILE, file);
        into.consumer.startField(into.columns.getFieldName(RejectSchema.ROW), RejectSchema.ROW);
        into.consumer.addLong(row);
        into.consumer.endField(into.columns.getFieldName(RejectSchema.ROW), RejectSchema.ROW);
        text(into, RejectSchema.COLUMN, rejection.column());
        text(into, RejectSchema.REASON, rejection.reason());
        int index = RejectSchema.FIRST_INPUT_LEAF;
        for (Type column : layout.passThrough().getFields()) {
            if (layout.rejectable().contains(column.getName())) {
                others.write(column.getName(), into.columns.getType(index), index, into.consumer);
                index++;
            }
        }
        into.consumer.endMessage();
        if (into.file.endRow()) {
            into.endPages();
            into.file.endRowGroup();
        }
    }

    private static void text(Records into, int field, String text) {
        into.consumer.startField(into.columns.getFieldName(field), field);
        into.consumer.addBinary(Binary.fromString(text));
        into.consumer.endField(into.columns.getFieldName(field), field);
    }

    private Records openedRejects() throws IOException {
        if (rejects.isEmpty()) {
            rejectsStream = Optional.of(rejectsOpener.open());
            RowGroupFile file = new RowGroupFile(rejectsStream.get(), rejectSchema.schema(), options);
            rejects = Optional.of(new Records(file, rejectSchema.schema(), options));
        }
        return rejects.get();
    }

    /** Writes what is left and the footer; the stream stays open, it is its owner's. */
    public WrittenFile finish() throws IOException {
        if (data.file.hasRows()) {
            endRowGroup();
        }
        return data.file.finish(layout.keyValueMetadata());
    }

    /** Completes and closes the file of rejects; empty if no row was rejected. */
    public Optional<WrittenFile> finishRejects() throws IOException {
        if (rejects.isEmpty()) {
            return Optional.empty();
        }
        Records open = rejects.get();
        if (open.file.hasRows()) {
            open.endPages();
            open.file.endRowGroup();
        }
        WrittenFile written = open.file.finish(Map.of());
        closeRejects();
        return Optional.of(written);
    }

    private void closeRejects() throws IOException {
        if (rejects.isPresent()) {
            Records open = rejects.get();
            rejects = Optional.empty();
            try {
                open.file.close();
            } finally {
                rejectsStream.get().close();
            }
        }
    }

    /** Frees what the writer holds; without {@link #finish} what was written is no Parquet file. */
    @Override
    public void close() throws IOException {
        try {
            data.file.close();
        } finally {
            closeRejects();
        }
    }
}
