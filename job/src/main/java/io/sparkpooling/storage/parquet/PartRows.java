package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.RowParts;
import io.sparkpooling.storage.UnreadableFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/**
 * The rows of one column in one row group, each taken apart: for conventions whose rows each say what they hold. Read with
 * parquet-java's own record reader, so that every encoding and every form of lists is read as everywhere.
 */
final class PartRows {
    private final String file;
    private final String column;
    private final RecordReader<Optional<RowParts>> reader;
    private long row;

    /** Rows of {@code column} from the begin of a row group on. */
    static PartRows open(String file, long firstRow, PageReadStore rowGroup, MessageType schema, String column)
            throws IOException {
        MessageType projection = new MessageType(schema.getName(), schema.getType(column));
        // Without a creator parquet-java assumes of DELTA_BYTE_ARRAY pages what was true of its own oldest files.
        ColumnIOFactory factory = new ColumnIOFactory("");
        try {
            RecordReader<Optional<RowParts>> reader = factory.getColumnIO(projection, projection)
                    .getRecordReader(rowGroup, new PartsConverter(projection));
            return new PartRows(file, column, reader, firstRow);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException damaged) { // parquet-java's decoders throw anything at damaged pages
            throw unreadable(file, firstRow, column, damaged);
        }
    }

    private PartRows(String file, String column, RecordReader<Optional<RowParts>> reader, long firstRow) {
        this.file = file;
        this.column = column;
        this.reader = reader;
        this.row = firstRow;
    }

    /** The next row; empty where it is null. */
    Optional<RowParts> next() throws IOException {
        try {
            Optional<RowParts> parts = reader.read();
            row++;
            return parts;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException damaged) { // parquet-java's decoders throw anything at damaged pages
            throw unreadable(file, row, column, damaged);
        }
    }

    private static UnreadableFileException unreadable(String file, long row, String column, RuntimeException reason) {
        return new UnreadableFileException(
                "[%s, row %d, column %s] Cannot read values: %s".formatted(file, row, column, reason.getMessage()),
                reason);
    }

    /** The first row of a file that is not null. */
    static Optional<RowParts> first(ParquetFile file, String column) throws IOException {
        try (PageDecompressor decompressor = new PageDecompressor()) {
            for (ParquetFile.RowGroup group : file.rowGroups()) {
                if (group.rows() == 0) {
                    continue;
                }
                PartRows rows = open(
                        file.name(),
                        group.firstRow(),
                        new RowGroupPages(file, group, decompressor),
                        file.schema(),
                        column);
                for (long row = 0; row < group.rows(); row++) {
                    Optional<RowParts> parts = rows.next();
                    if (parts.isPresent()) {
                        return parts;
                    }
                }
            }
        }
        return Optional.empty();
    }
}
