package io.sparkpooling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.job.Failure;
import io.sparkpooling.job.JobFailedException;
import io.sparkpooling.job.listing.NoSuchInputException;
import io.sparkpooling.job.publish.ConflictException;
import io.sparkpooling.job.publish.UnknownOutcomeException;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final StringWriter err = new StringWriter();

    @Test
    void whatTheUserAskedForWronglyIsInvalid() {
        assertThat(report(new InvalidArgumentException("Invalid stride: 0 (must be positive)")))
                .isEqualTo(ExitCode.INVALID);
        assertThat(err.toString()).isEqualTo("Invalid stride: 0 (must be positive)\n");
    }

    @Test
    void inputThatIsNotThereIsInvalid() {
        assertThat(report(new NoSuchInputException("Cannot find input: /x"))).isEqualTo(ExitCode.INVALID);
        assertThat(err.toString()).isEqualTo("Cannot find input: /x\n");
    }

    @Test
    void conflictsAndUnknownOutcomesHaveTheirOwnCodes() {
        assertThat(report(new ConflictException("Cannot write /out: it exists")))
                .isEqualTo(ExitCode.CONFLICT);
        assertThat(report(new UnknownOutcomeException("Cannot tell", new IOException("gone"))))
                .isEqualTo(ExitCode.UNKNOWN_OUTCOME);
        assertThat(err.toString()).isEqualTo("Cannot write /out: it exists\nCannot tell\n");
    }

    @Test
    void theCauseOfWhatSparkWrapsDecides() {
        IOException full = new IOException("No space left on device");
        assertThat(report(new RuntimeException("Job aborted due to stage failure", new UncheckedIOException(full))))
                .isEqualTo(ExitCode.STORAGE);
        assertThat(err.toString()).isEqualTo("Cannot read or write: No space left on device (IOException)\n");
    }

    @Test
    void storageSaysWhichKindOfFailureItWas() {
        assertThat(report(new AccessDeniedException("/data/out"))).isEqualTo(ExitCode.STORAGE);
        assertThat(report(new FileNotFoundException("/data/in"))).isEqualTo(ExitCode.STORAGE);
        assertThat(err.toString())
                .isEqualTo("Cannot read or write: /data/out (AccessDeniedException)\n"
                        + "Cannot read or write: /data/in (FileNotFoundException)\n");
    }

    @Test
    void exhaustedMemoryNamesTheOption() {
        assertThat(report(new RuntimeException(new OutOfMemoryError("Java heap space"))))
                .isEqualTo(ExitCode.STORAGE);
        assertThat(err.toString())
                .isEqualTo(
                        "Cannot go on: out of memory (Java heap space); give more with --driver-memory, on a cluster with"
                                + " --executor-memory\n");
    }

    @Test
    void everythingElseIsOurDefect() {
        assertThat(report(new IllegalStateException("row 3"))).isEqualTo(ExitCode.DEFECT);
        assertThat(err.toString()).isEqualTo("""
                        Unexpected error: java.lang.IllegalStateException: row 3
                        This is a defect of spark-pooling. Please report it with the output of the same command with --verbose.
                        """);
    }

    @Test
    void verboseShowsWhereItWasThrown() {
        new Failures(new PrintWriter(err), true).report(new IllegalStateException("row 3"));
        assertThat(err.toString()).contains("\tat " + FailuresTest.class.getName() + ".verboseShowsWhereItWasThrown(");
    }

    @Test
    void namesCannotSteerTheTerminal() {
        report(new InvalidArgumentException("Unknown column: \u001b[31mred\r (must\nbe)"));
        assertThat(err.toString()).isEqualTo("Unknown column: \\u001b[31mred\\u000d (must\nbe)\n");
    }

    @Test
    void aDefectThatTheJobFoundIsToBeReportedToo() {
        assertThat(report(new JobFailedException(Failure.DEFECT, "rows do not add up")))
                .isEqualTo(ExitCode.DEFECT);
        assertThat(err.toString()).isEqualTo("""
                        Unexpected error: rows do not add up
                        This is a defect of spark-pooling. Please report it with the output of the same command with --verbose.
                        """);
    }

    @Test
    void aLibraryThatIsMissingIsNamed() {
        assertThat(report(new NoClassDefFoundError("software/amazon/awssdk/core/SdkClient")))
                .isEqualTo(ExitCode.STORAGE);
        assertThat(err.toString())
                .isEqualTo("Cannot go on: class software.amazon.awssdk.core.SdkClient is not on the class path; add its"
                        + " jar with --packages or --jars\n");
        assertThat(report(new NoClassDefFoundError("io/sparkpooling/job/Unit"))).isEqualTo(ExitCode.DEFECT);
    }

    @Test
    void theUserOfAUriIsNotPrinted() {
        report(new IOException("Cannot read s3a://AKIA:c+nary%2F@bucket/x, hdfs://host:8020/a@b"));
        assertThat(err.toString()).isEqualTo("Cannot read s3a://***@bucket/x, hdfs://host:8020/a@b\n");
    }

    private ExitCode report(Throwable failure) {
        return new Failures(new PrintWriter(err), false).report(failure);
    }
}
