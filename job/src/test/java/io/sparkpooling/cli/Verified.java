package io.sparkpooling.cli;

import io.sparkpooling.job.DatasetVerifier;
import io.sparkpooling.job.LocalSpark;
import io.sparkpooling.job.RowSample;
import io.sparkpooling.job.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/** What {@code scripts/pool verify} prints, and its exit code, without the process around it. */
record Verified(int exitCode, String text) {

    static Verified of(Path output, String sample, String... input) {
        StringWriter err = new StringWriter();
        try {
            RowSample rows = RowSample.parse(sample);
            Verification verification = new DatasetVerifier(
                            output.toString(),
                            List.of(input),
                            rows,
                            LocalSpark.context().hadoopConfiguration())
                    .run(LocalSpark.context());
            return new Verified(VerifyCommand.exitCode(verification).code(), VerificationText.of(verification, rows));
        } catch (IOException | RuntimeException e) {
            int exitCode = new Failures(new PrintWriter(err), false).report(e).code();
            return new Verified(exitCode, err.toString());
        }
    }
}
