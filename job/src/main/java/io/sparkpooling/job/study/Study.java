package io.sparkpooling.job.study;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.job.listing.InputListing;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.report.study.PoolingStudy;
import io.sparkpooling.report.study.StudyReport;
import io.sparkpooling.storage.DatasetColumns;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.Version;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * Compares poolings on a sample of a dataset, so that a user can choose one before a cluster works for hours. Each expression is bound
 * by itself to the first file with rows: one that cannot be computed does not keep the others from being studied.
 */
public final class Study {
    private final StudyRequest request;
    private final Configuration hadoop;
    private final StudyProgress progress;
    private final List<String> notes = new ArrayList<>();

    public Study(StudyRequest request, Configuration hadoop, StudyProgress progress) {
        this.request = request;
        this.hadoop = hadoop;
        this.progress = progress;
    }

    /**
     * Looks at the sample.
     *
     * @throws InvalidArgumentException if there are no rows
     * @throws IOException if the input cannot be read
     */
    public StudyReport run() throws IOException {
        List<SampledFile> all =
                SampledFile.counted(InputListing.of(request.input(), hadoop).files(), hadoop);
        List<SampledFile> files =
                SampledFile.sampled(all.stream().filter(SampledFile::isReadable).toList(), request.sample());
        noteUnreadable(all, files);
        InputFile first = files.stream()
                .filter(file -> file.rows() > 0)
                .findFirst()
                .orElseThrow(() -> new InvalidArgumentException("Cannot study: the input has no rows"))
                .file();
        List<ExpressionStudy> studies =
                request.expressions().stream().map(this::study).toList();
        Map<String, ColumnHints> hints = bind(studies, first);
        long sampled = files.stream().mapToLong(file -> file.sample().length).sum();
        SampleReader reader = new SampleReader(studies, hints, hadoop, rows -> progress.lookedAt(rows, sampled));
        for (SampledFile file : files) {
            reader.read(file);
        }
        List<PoolingStudy> poolings =
                studies.stream().map(ExpressionStudy::result).toList();
        return new StudyReport(
                StudyReport.SCHEMA_VERSION,
                Version.number(),
                request.input(),
                files.size(),
                files.stream().mapToLong(SampledFile::rows).sum(),
                sampled,
                request.shifts(),
                poolings,
                notes);
    }

    private ExpressionStudy study(PoolingExpression expression) {
        return new ExpressionStudy(expression, request.shifts());
    }

    private void noteUnreadable(List<SampledFile> all, List<SampledFile> readable) throws IOException {
        List<String> failures = all.stream()
                .filter(file -> !file.isReadable())
                .map(SampledFile::failure)
                .toList();
        if (readable.isEmpty()) {
            throw new IOException(
                    failures.size() == 1
                            ? failures.get(0)
                            : "Cannot study: none of %d input files can be read; the first: %s"
                                    .formatted(failures.size(), failures.get(0)));
        }
        if (!failures.isEmpty()) {
            notes.add("%d of %d files cannot be read and are left out; the first: %s"
                    .formatted(failures.size(), all.size(), failures.get(0)));
        }
    }

    /** Binds what can be bound; gives what the first file says of columns whose shape only rows show. */
    private Map<String, ColumnHints> bind(List<ExpressionStudy> studies, InputFile first) throws IOException {
        try (DatasetFile open = SampledFile.open(first, hadoop)) {
            Set<String> companions = new HashSet<>();
            Set<String> columns = new HashSet<>();
            for (ExpressionStudy study : studies) {
                study.bind(open, request.hints());
                if (study.isBound()) {
                    companions.addAll(study.expression().companions().values());
                    columns.add(study.expression().column());
                }
            }
            if (columns.isEmpty()) {
                return request.hints();
            }
            DatasetColumns schema = open.columns(request.hints(), companions, columns);
            return schema.withShapes(request.hints());
        }
    }
}
