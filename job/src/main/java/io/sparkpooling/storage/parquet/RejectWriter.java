package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.OutputOpener;
import io.sparkpooling.storage.Rejection;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.storage.WrittenFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.io.api.Binary;

/**
 * Writes the rows that could not be pooled: where each came from, what is wrong with it, and its other columns, so that it
 * can be found, mended and run again. The file is opened at the first such row; most runs never have one.
 */
public final class RejectWriter implements Closeable {
    private final OutputOpener opener;
    private final RejectSchema schema;
    private final WriteOptions options;
    private Optional<RejectFile> file = Optional.empty();

    private RejectWriter(OutputOpener opener, RejectSchema schema, WriteOptions options) {
        this.opener = opener;
        this.schema = schema;
        this.options = options;
    }

    /** A writer of the rows that are missing in a file of that schema. */
    public static RejectWriter create(OutputOpener opener, OutputSchema schema, WriteOptions options) {
        return create(opener, OutputLayout.of(schema), options);
    }

    static RejectWriter create(OutputOpener opener, OutputLayout layout, WriteOptions options) {
        return new RejectWriter(opener, RejectSchema.of(layout), options);
    }

    /** An open file of rejects. */
    private record RejectFile(OutputStream out, RowGroupFile rowGroups, PassThroughWriter columns) {}

    /** Writes the current row of {@code source}, which is row {@code row} of the file of that name. */
    void write(String name, long row, Rejection rejection, PassThroughRows source) throws IOException {
        RejectFile rejects = opened();
        writeText(rejects, RejectSchema.FILE, name);
        rejects.columns().values(RejectSchema.ROW).write(row, 0, 0);
        writeText(rejects, RejectSchema.COLUMN, rejection.column());
        writeText(rejects, RejectSchema.REASON, rejection.reason());
        int target = RejectSchema.FIRST_INPUT_LEAF;
        for (int leaf = 0; leaf < schema.keepsLeaf().size(); leaf++) {
            if (schema.keepsLeaf().get(leaf)) {
                source.copy(leaf, rejects.columns(), target++);
            } else {
                source.skip(leaf);
            }
        }
        rejects.columns().endRow();
        if (rejects.rowGroups().endRow()) {
            endRowGroup(rejects);
        }
    }

    private static void writeText(RejectFile rejects, int leaf, String text) {
        rejects.columns().values(leaf).write(Binary.fromString(text), 0, 0);
    }

    private static void endRowGroup(RejectFile rejects) throws IOException {
        rejects.columns().endRowGroup();
        rejects.rowGroups().endRowGroup();
    }

    private RejectFile opened() throws IOException {
        if (file.isEmpty()) {
            OutputStream out = opener.open();
            RowGroupFile rowGroups = new RowGroupFile(out, schema.schema(), options);
            file = Optional.of(
                    new RejectFile(out, rowGroups, new PassThroughWriter(schema.schema(), rowGroups, options)));
        }
        return file.get();
    }

    /** Completes and closes the file of rejects; empty if there is none, since no row was rejected. */
    public Optional<WrittenFile> finish() throws IOException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        RejectFile rejects = file.get();
        if (rejects.rowGroups().hasRows()) {
            endRowGroup(rejects);
        }
        WrittenFile written = rejects.rowGroups().finish(Map.of());
        close();
        return Optional.of(written);
    }

    /** Frees what the writer holds and closes its stream; without {@link #finish} what was written is no Parquet file. */
    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            RejectFile rejects = file.get();
            file = Optional.empty();
            try {
                rejects.rowGroups().close();
            } finally {
                rejects.out().close();
            }
        }
    }
}
