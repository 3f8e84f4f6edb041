package io.sparkpooling.job;

/**
 * How far a run has come.
 *
 * @param units all units
 * @param finishedUnits those whose files are in place
 * @param pooledRows the rows in their files
 * @param rejectedRows the rows in their rejects
 * @param totalBytes the bytes of all input files
 * @param bytesIn the finished units' share of these
 * @param bytesOut the bytes of the data files that they wrote
 */
public record RunCounts(
        int units,
        int finishedUnits,
        long pooledRows,
        long rejectedRows,
        long totalBytes,
        long bytesIn,
        long bytesOut) {

    /** The share of the work that is done, from 0 to 1: by bytes, or by units where there are no bytes. */
    public double share() {
        if (finishedUnits == units) {
            return 1;
        }
        return totalBytes > 0 ? (double) bytesIn / totalBytes : (double) finishedUnits / units;
    }

    /** How many bytes came in for each that went out; no number before anything did. */
    public double ratio() {
        return bytesOut == 0 ? Double.NaN : (double) bytesIn / bytesOut;
    }
}
