package io.sparkpooling.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkpooling.job.publish.Digests;
import io.sparkpooling.job.publish.Staging;
import io.sparkpooling.report.ReportJson;
import io.sparkpooling.storage.WrittenFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The units that are finished: one file of JSON each, beside what the units wrote. An entry is believed only as far as the
 * files that it speaks of are there, byte for byte.
 */
final class Journal {
    private static final ObjectMapper JSON = ReportJson.mapper();

    private final Staging staging;
    private final Configuration hadoop;

    Journal(Staging staging, Configuration hadoop) {
        this.staging = staging;
        this.hadoop = hadoop;
    }

    /** The entry of a unit's result. */
    static byte[] entry(UnitResult result) {
        try {
            return JSON.writeValueAsBytes(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write the journal entry of " + result.unit(), e);
        }
    }

    /**
     * What an earlier attempt, or an earlier run, made of the unit. An entry that cannot be believed is removed.
     *
     * @param rejectedFiles the files that the unit must have left out
     */
    Optional<UnitResult> finished(Unit unit, Map<String, String> rejectedFiles) throws IOException {
        Optional<byte[]> entry = staging.journaled(unit.name());
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        Optional<UnitResult> result = read(entry.get()).filter(found -> leavesOut(found, rejectedFiles));
        if (result.isEmpty() || !isWhole(unit, result.get())) {
            staging.forget(unit.name());
            return Optional.empty();
        }
        return result;
    }

    private static Optional<UnitResult> read(byte[] entry) throws IOException {
        try {
            return Optional.of(JSON.readValue(entry, UnitResult.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static boolean leavesOut(UnitResult result, Map<String, String> rejectedFiles) {
        return result.slices().stream()
                .noneMatch(slice -> slice.isReadable() && rejectedFiles.containsKey(slice.uri()));
    }

    private boolean isWhole(Unit unit, UnitResult result) throws IOException {
        return isWhole(staging.data(unit.relativePath()), result.data())
                && isWhole(staging.rejects(unit.name()), result.rejects());
    }

    private boolean isWhole(Path path, List<WrittenFile> files) throws IOException {
        for (WrittenFile file : files) {
            if (!Digests.verify(path, file.length(), file.sha256(), hadoop)) {
                return false;
            }
        }
        return true;
    }
}
