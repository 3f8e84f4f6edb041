package io.sparkpooling.cli;

import io.sparkpooling.job.LocalSpark;
import io.sparkpooling.job.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * How a run ended: what {@code scripts/pool run} prints about it and its exit code, without the process around it.
 *
 * @param message of a run that failed, one line end at its end; empty for one that did not
 */
public record Ended(int exitCode, String message) {

    /** Runs the job inside this JVM. */
    public static Ended run(String... options) {
        StringWriter err = new StringWriter();
        try {
            RunResult result = LocalSpark.run(options);
            return new Ended(exitCode(result).code(), "");
        } catch (IOException | RuntimeException e) {
            int exitCode = new Failures(new PrintWriter(err), false).report(e).code();
            return new Ended(exitCode, err.toString());
        }
    }

    private static ExitCode exitCode(RunResult result) {
        return switch (result.ending()) {
            case PUBLISHED, ALREADY_PUBLISHED -> ExitCode.DONE;
            case PUBLISHED_WITH_REJECTS -> ExitCode.DONE_WITH_REJECTS;
        };
    }

    /** Any command of the program. */
    public static Ended command(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Ended(exitCode, err.toString());
    }
}
