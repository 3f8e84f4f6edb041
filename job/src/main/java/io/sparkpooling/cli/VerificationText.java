package io.sparkpooling.cli;

import io.sparkpooling.job.Finding;
import io.sparkpooling.job.RowSample;
import io.sparkpooling.job.Verification;
import io.sparkpooling.report.Quantity;
import java.util.ArrayList;
import java.util.List;

/** What a verification looked at and found, in plain text. */
final class VerificationText {
    private static final int MOST_FINDINGS = 50;

    private VerificationText() {}

    /** The lines, the verdict last. */
    static String of(Verification verification, RowSample sample) {
        List<String> lines = new ArrayList<>();
        lines.add("dataset  " + Failures.printable(verification.output()));
        lines.add("files    %s of %s, %s: length and SHA-256"
                .formatted(
                        Quantity.count(verification.files(), "file"),
                        Quantity.count(verification.manifests(), "manifest"),
                        Quantity.bytes(verification.bytes())));
        lines.add("rows     %d in the output, %d in the rejects, %s"
                .formatted(
                        verification.rows(),
                        verification.rejectedRows(),
                        verification.inputRows() == 0
                                ? "input not read"
                                : verification.inputRows() + " in the input files that were pooled"));
        lines.add("sample   " + sample(verification, sample));
        verification.notes().forEach(note -> lines.add("note     " + Failures.printable(note)));
        verification.findings().stream()
                .limit(MOST_FINDINGS)
                .map(Finding::message)
                .forEach(finding -> lines.add("wrong    " + Failures.printable(finding)));
        lines.add(verdict(verification.findings().size()));
        return String.join("\n", lines) + "\n";
    }

    private static String sample(Verification verification, RowSample sample) {
        String all = sample.size() == verification.sampledRows()
                ? ""
                : sample.size() > verification.rows() ? " (all that there are)" : " (all whose input is there)";
        return "%s%s pooled again by the plain loops: %s"
                .formatted(
                        Quantity.count(verification.comparedRows(), "row"),
                        all,
                        verification.columns().isEmpty() ? "nothing" : String.join(", ", verification.columns()));
    }

    private static String verdict(int findings) {
        if (findings == 0) {
            return "OK";
        }
        return findings > MOST_FINDINGS
                ? "NOT OK: %d findings, the first %d above".formatted(findings, MOST_FINDINGS)
                : "NOT OK: " + Quantity.count(findings, "finding");
    }
}
