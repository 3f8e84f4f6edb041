package io.sparkpooling.job;

import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.job.publish.ManifestFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out which rows of the input each file of the output was made of: units take the rows of their files in order, and a file's
 * next unit goes on where the last one ended. Every row has to turn up once, in a data file or in the rejects.
 */
final class SpanCutter {
    private final FoundInputs inputs;
    private final Map<String, Long> rows;
    private final Map<String, Long> next = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /** @param rows how many rows each input file has, by its URI in the manifest */
    SpanCutter(FoundInputs inputs, Map<String, Long> rows) {
        this.inputs = inputs;
        this.rows = rows;
    }

    /**
     * The spans of the next file of a part.
     *
     * @param rejected the rows of its unit that were rejected
     */
    List<InputSpan> spans(ManifestFile file, long rejected) {
        List<InputSpan> spans = new ArrayList<>();
        long remaining = file.rows() + rejected;
        for (String uri : file.inputs()) {
            long first = next.getOrDefault(uri, 0L);
            long taken = Math.min(remaining, rows.get(uri) - first);
            InputFile input = inputs.file(uri);
            spans.add(new InputSpan(input, first, taken));
            next.put(uri, first + taken);
            remaining -= taken;
        }
        if (remaining > 0) {
            findings.add(Finding.values(
                    "[%s] Rows do not add up: it has %d and %d were rejected, %d more than are left in its input",
                    HadoopPaths.printable(file.path()), file.rows(), rejected, remaining));
        }
        return spans;
    }

    /** What does not add up, when all files of the part are done. */
    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(findings);
        next.forEach((uri, end) -> {
            if (end < rows.get(uri)) {
                all.add(Finding.values(
                        "[%s] Rows do not add up: rows from %d to its end at %d are neither in the output nor in the rejects",
                        inputs.file(uri).relativePath(), end, rows.get(uri)));
            }
        });
        return all;
    }
}
