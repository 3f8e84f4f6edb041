package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.UnreadableFileException;
import org.apache.parquet.column.ColumnDescriptor;

/**
 * Where pages are, for messages: the file, the column, the row group.
 *
 * @param file how messages call the file
 * @param column the leaf's path, its parts joined by dots
 * @param rowGroup the row group's index, from 0
 */
record ChunkPlace(String file, String column, int rowGroup) {

    static ChunkPlace of(ParquetFile file, int rowGroup, ColumnDescriptor leaf) {
        return new ChunkPlace(file.name(), String.join(".", leaf.getPath()), rowGroup);
    }

    /** A page, counted from 0 within the column chunk, that cannot be read. */
    UnreadableFileException unreadable(long page, String reason) {
        return new UnreadableFileException("[%s, column %s, row group %d, page %d] Cannot read page: %s"
                .formatted(file, column, rowGroup, page, reason));
    }

    /** The same, for a reason that a decoder found. */
    UnreadableFileException unreadable(long page, DamagedPageException e) {
        UnreadableFileException exception = unreadable(page, e.getMessage());
        exception.initCause(e);
        return exception;
    }
}
