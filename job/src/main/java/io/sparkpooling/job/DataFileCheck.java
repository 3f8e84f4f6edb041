package io.sparkpooling.job;

import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.Store;
import io.sparkpooling.job.publish.Digests;
import io.sparkpooling.job.publish.ManifestFile;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What one task looks at: a file of the output, against its line in the manifest and against its input.
 *
 * @param uri the text of its qualified path
 * @param spec the expressions that wrote it
 * @param spans the rows of the input that it was made of, in their order
 * @param rejected how many of them were rejected
 * @param sample the numbers of the file's rows to pool again, ascending
 */
record DataFileCheck(ManifestFile file, String uri, TaskSpec spec, List<InputSpan> spans, long rejected, long[] sample)
        implements Serializable {

    /** What the task found. */
    record Result(long comparedRows, List<Finding> findings) implements Serializable {}

    /** How many of its rows can be pooled again: none where the input is not there. */
    long comparableRows() {
        return spans.isEmpty() ? 0 : file.rows();
    }

    DataFileCheck withSample(long[] rows) {
        return new DataFileCheck(file, uri, spec, spans, rejected, rows);
    }

    Result run(Configuration hadoop) throws IOException {
        RootLocale.use();
        Path path = new Path(uri);
        Optional<Entry> entry = Store.of(path, hadoop).find(path).filter(Entry::isFile);
        if (entry.isEmpty()) {
            return new Result(0, List.of(Finding.output("[%s] Missing: the manifest names it", name())));
        }
        List<Finding> findings = new ArrayList<>();
        bytes(path, entry.get(), hadoop).ifPresent(findings::add);
        PooledAgain again = new PooledAgain(this, hadoop);
        try (DatasetFile output = DatasetFiles.open(path, entry.get().length(), name(), hadoop)) {
            if (output.rows() != file.rows()) {
                findings.add(Finding.output(
                        "[%s] Changed: it holds %d rows, the manifest says %d", name(), output.rows(), file.rows()));
            } else {
                again.compare(output);
            }
        } catch (UnreadableFileException e) {
            findings.add(Finding.output("%s", e.getMessage()));
        } catch (InvalidArgumentException | BadRowException e) {
            findings.add(Finding.values("[%s] Cannot pool it again: %s", name(), e.getMessage()));
        }
        findings.addAll(again.findings());
        return new Result(again.compared(), findings);
    }

    private String name() {
        return HadoopPaths.printable(file.path());
    }

    private Optional<Finding> bytes(Path path, Entry entry, Configuration hadoop) throws IOException {
        if (entry.length() != file.length()) {
            return Optional.of(Finding.output(
                    "[%s] Changed: it has %d bytes, the manifest says %d", name(), entry.length(), file.length()));
        }
        String found = Digests.sha256(path, hadoop);
        return found.equals(file.sha256())
                ? Optional.empty()
                : Optional.of(Finding.output(
                        "[%s] Changed: its SHA-256 is %s, the manifest says %s", name(), found, file.sha256()));
    }
}
