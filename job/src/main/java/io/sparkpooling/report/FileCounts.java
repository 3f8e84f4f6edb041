package io.sparkpooling.report;

import java.io.Serializable;
import java.util.List;

/** The input files by what became of them. */
public record FileCounts(long pooled, long rejected, long empty, long hidden, long ignored) implements Serializable {

    /** Counts these files. */
    public static FileCounts of(List<FileEntry> files) {
        return new FileCounts(
                count(files, FileStatus.POOLED),
                count(files, FileStatus.REJECTED),
                count(files, FileStatus.EMPTY),
                count(files, FileStatus.HIDDEN),
                count(files, FileStatus.IGNORED));
    }

    private static long count(List<FileEntry> files, FileStatus status) {
        return files.stream().filter(file -> file.status() == status).count();
    }
}
