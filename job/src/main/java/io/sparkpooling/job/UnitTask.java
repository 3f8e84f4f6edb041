package io.sparkpooling.job;

import io.sparkpooling.configuration.OnBadRow;
import io.sparkpooling.job.publish.Staging;
import io.sparkpooling.job.publish.UnitFiles;
import io.sparkpooling.storage.WrittenFile;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * One attempt at one unit: writes its files beside everything, moves them to their names, enters the journal. A unit that is
 * in the journal already is not done again.
 */
final class UnitTask {
    private static final String REJECTS = ".rejects";

    private final TaskSpec spec;
    private final Unit unit;
    private final Configuration hadoop;
    private final Attempt attempt;
    private final Runnable checkpoint;
    private final Map<String, String> unreadable;

    /**
     * @param checkpoint called between batches; throws if the task is to end
     */
    UnitTask(TaskSpec spec, Unit unit, Configuration hadoop, Attempt attempt, Runnable checkpoint) {
        this.spec = spec;
        this.unit = unit;
        this.hadoop = hadoop;
        this.attempt = attempt;
        this.checkpoint = checkpoint;
        this.unreadable = new HashMap<>(spec.rejectedFiles());
    }

    /**
     * Finishes the unit, or says why it cannot be.
     *
     * @param last whether there will be no other attempt: else trouble with the storage is thrown, so that Spark tries again
     */
    UnitOutcome run(boolean last) throws IOException {
        try {
            return new UnitOutcome.Finished(result());
        } catch (BadRowException e) {
            return new UnitOutcome.Failed(Failure.REJECTS, e.getMessage());
        } catch (InvalidArgumentException e) {
            return new UnitOutcome.Failed(Failure.INVALID, e.getMessage());
        } catch (JobFailedException e) {
            return new UnitOutcome.Failed(e.failure(), e.getMessage());
        } catch (UnreadableInputException e) {
            return new UnitOutcome.Failed(Failure.STORAGE, e.getMessage());
        } catch (IOException e) {
            if (!last) {
                throw e;
            }
            return new UnitOutcome.Failed(
                    Failure.STORAGE, "Cannot finish unit %s: %s".formatted(unit.relativePath(), Messages.of(e)));
        }
    }

    private UnitResult result() throws IOException {
        Staging staging = spec.staging().open(hadoop);
        Optional<UnitResult> finished = new Journal(staging, hadoop).finished(unit, spec.rejectedFiles());
        return finished.isPresent() ? finished.get() : write(staging);
    }

    /** Begins anew for each file that turns out to be unreadable, if such files are to be rejected. */
    private UnitResult write(Staging staging) throws IOException {
        while (true) {
            try {
                return writeOnce(staging);
            } catch (UnreadableInputException e) {
                if (spec.onBadRow() != OnBadRow.REJECT) {
                    throw e;
                }
                unreadable.put(e.file().uri(), e.getMessage());
            }
        }
    }

    private UnitResult writeOnce(Staging staging) throws IOException {
        Path data = staging.attempt(unit.name(), attempt.id());
        Path rejects = staging.attempt(unit.name() + REJECTS, attempt.id());
        try {
            return writeOnce(staging, data, rejects);
        } finally {
            UnitFiles.discard(staging, data, rejects);
        }
    }

    private UnitResult writeOnce(Staging staging, Path data, Path rejects) throws IOException {
        UnitResult result;
        try (UnitWriting writing = new UnitWriting(
                spec,
                unit,
                attempt,
                hadoop,
                checkpoint,
                () -> UnitFiles.create(staging, data),
                () -> UnitFiles.create(staging, rejects))) {
            result = writing.write(unreadable);
        }
        if (result.data().isEmpty()) {
            UnitFiles.discard(staging, staging.data(unit.relativePath()));
        }
        List<UnitFiles.Finished> files = new ArrayList<>();
        result.data().forEach(file -> files.add(finished(data, staging.data(unit.relativePath()), file)));
        result.rejects().forEach(file -> files.add(finished(rejects, staging.rejects(unit.name()), file)));
        UnitFiles.commit(staging, unit.name(), files, Journal.entry(result));
        return result;
    }

    private static UnitFiles.Finished finished(Path attempt, Path target, WrittenFile file) {
        return new UnitFiles.Finished(attempt, target, file.length(), file.sha256());
    }
}
