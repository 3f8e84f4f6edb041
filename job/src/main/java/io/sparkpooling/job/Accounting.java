package io.sparkpooling.job;

import io.sparkpooling.job.UnitResult.SliceResult;
import java.util.List;

/**
 * Where every row and every file went. A run whose sums do not agree publishes nothing.
 *
 * @param rowsIn the rows that the footers promise
 * @param rejectedRows the rows in the rejects
 * @param unreadableRows the rows of files, or parts of files, that were rejected as a whole
 * @param files all input files
 * @param badFiles those of which some part could not be read
 */
record Accounting(long rowsIn, long pooledRows, long rejectedRows, long unreadableRows, long files, long badFiles) {

    static Accounting of(JobPlan plan, List<UnitResult> results) {
        long rejectedFileRows =
                plan.rejectedFiles().stream().mapToLong(RejectedFile::rows).sum();
        long partlyUnreadable = results.stream()
                .flatMap(result -> result.slices().stream())
                .filter(slice -> !slice.isReadable())
                .map(SliceResult::uri)
                .distinct()
                .count();
        return new Accounting(
                plan.rows() + rejectedFileRows,
                results.stream().mapToLong(UnitResult::pooledRows).sum(),
                results.stream().mapToLong(UnitResult::rejectedRows).sum(),
                rejectedFileRows
                        + results.stream().mapToLong(UnitResult::unreadableRows).sum(),
                plan.files().size() + plan.rejectedFiles().size(),
                plan.rejectedFiles().size() + partlyUnreadable);
    }

    /**
     * Makes sure that no row was lost and none came twice.
     *
     * @throws JobFailedException if rows in differ from rows pooled + rejected + of rejected files
     */
    void requireComplete(List<UnitResult> results) {
        long written = results.stream()
                .flatMap(result -> result.data().stream())
                .mapToLong(file -> file.rows())
                .sum();
        if (rowsIn != pooledRows + rejectedRows + unreadableRows || written != pooledRows) {
            throw new JobFailedException(
                    Failure.DEFECT,
                    "Cannot publish: %d rows in, but %d pooled (%d written) + %d rejected + %d of unreadable files"
                            .formatted(rowsIn, pooledRows, written, rejectedRows, unreadableRows));
        }
    }

    /**
     * Makes sure that no more was rejected than the user allows, in rows and in files.
     *
     * @throws JobFailedException if the share is larger
     */
    void requireAtMost(double maxRejectFraction, String example) {
        double rows = share(rejectedRows + unreadableRows, rowsIn);
        double worst = Math.max(rows, share(badFiles, files));
        if (worst > maxRejectFraction) {
            throw new JobFailedException(
                    Failure.REJECTS,
                    ("Cannot publish: %d of %d rows and %d of %d files were rejected, which is more than"
                                    + " --max-reject-fraction %s allows; the first: %s")
                            .formatted(
                                    rejectedRows + unreadableRows,
                                    rowsIn,
                                    badFiles,
                                    files,
                                    maxRejectFraction,
                                    example));
        }
    }

    /** Whether anything at all was rejected. */
    boolean hasRejects() {
        return rejectedRows > 0 || badFiles > 0;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
