package io.sparkpooling.job;

import java.util.List;
import java.util.Optional;

/**
 * What a verification of a dataset looked at, and what it found.
 *
 * @param output the dataset
 * @param manifests how many there are: one, and one more for each append
 * @param files the data files that the last manifest names
 * @param bytes of these files
 * @param rows of these files
 * @param rejectedRows in the files of rejects
 * @param inputRows the rows of the input files that were pooled, where these could be read; else 0
 * @param sampledRows how many rows were to be pooled again
 * @param comparedRows how many rows were, and had the same bits or are among the findings
 * @param columns the pooled columns that were compared
 * @param notes what was not looked at, and why
 * @param findings what is wrong; empty if nothing is
 */
public record Verification(
        String output,
        int manifests,
        long files,
        long bytes,
        long rows,
        long rejectedRows,
        long inputRows,
        long sampledRows,
        long comparedRows,
        List<String> columns,
        List<String> notes,
        List<Finding> findings) {

    public Verification {
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
        findings = List.copyOf(findings);
    }

    /** What is at fault, if anything: a changed output explains all else, a changed input explains other values. */
    public Optional<Finding.Kind> fault() {
        return findings.stream().map(Finding::kind).min(Enum::compareTo);
    }
}
