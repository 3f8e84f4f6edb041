package io.sparkpooling.report;

import java.io.Serializable;
import java.util.List;

/**
 * The account of one input file.
 *
 * @param path relative to the input folder, with {@code /}
 * @param length its bytes on disk
 * @param modified when it was last modified, as an ISO-8601 instant
 * @param reason why, where it was not pooled; else empty
 * @param rows its rows by its footer; 0 where the footer cannot be read
 * @param pooledRows rows that are in the output
 * @param rejectedRows rows that are in the rejects
 * @param plainBytes the bytes of all its columns before compression; 0 where the footer cannot be read
 * @param units the units that its rows went through
 */
public record FileEntry(
        String path,
        long length,
        String modified,
        FileStatus status,
        String reason,
        long rows,
        long pooledRows,
        long rejectedRows,
        long plainBytes,
        List<String> units)
        implements Serializable {

    public FileEntry {
        units = List.copyOf(units);
        if (status == FileStatus.POOLED && rows != pooledRows + rejectedRows) {
            throw new IllegalArgumentException("Invalid account of %s: %d rows, but %d pooled and %d rejected"
                    .formatted(path, rows, pooledRows, rejectedRows));
        }
    }

    /** A file that is not pooled, and why. */
    public static FileEntry leftOut(
            String path, long length, String modified, FileStatus status, String reason, long rows) {
        return new FileEntry(path, length, modified, status, reason, rows, 0, 0, 0, List.of());
    }
}
