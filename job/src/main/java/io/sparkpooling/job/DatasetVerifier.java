package io.sparkpooling.job;

import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.StorageException;
import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.job.publish.Dataset;
import io.sparkpooling.job.publish.Manifest;
import io.sparkpooling.job.publish.ManifestFile;
import io.sparkpooling.job.publish.Staging;
import io.sparkpooling.report.Quantity;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Looks whether a published dataset is what its manifests say, holds every row of its input once, and has in a sample of rows the
 * very bits that the plain loops give. Changes nothing.
 */
public final class DatasetVerifier {
    private final String output;
    private final RowSample sample;
    private final Configuration hadoop;
    private final Dataset dataset;
    private final FoundInputs inputs;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> columns = new LinkedHashSet<>();

    /**
     * @param input where the input lies now; empty: where it did
     * @param sample the rows to pool again
     */
    public DatasetVerifier(String output, List<String> input, RowSample sample, Configuration hadoop)
            throws IOException {
        this.output = output;
        this.sample = sample;
        this.hadoop = hadoop;
        this.dataset = Dataset.at(output, hadoop);
        this.inputs = new FoundInputs(input, hadoop);
    }

    /**
     * Looks at everything, one Spark task for each file.
     *
     * @throws InvalidArgumentException if there is no dataset
     * @throws IOException if the manifest cannot be read
     */
    public Verification run(JavaSparkContext spark) throws IOException {
        List<Manifest> manifests = manifests();
        Manifest newest = manifests.get(manifests.size() - 1);
        List<PublishedPart> parts = PublishedPart.of(manifests);
        RejectedRows rejected = RejectedRows.of(dataset, hadoop, findings);
        notNamed(manifests, newest);
        for (PublishedPart part : parts) {
            inputs.find(part.inputs());
        }
        findings.addAll(inputs.findings());
        Map<String, Long> inputRows = inputRows(spark, parts);
        List<DataFileCheck> checks = new ArrayList<>();
        for (PublishedPart part : parts) {
            checks.addAll(checks(part, rejected, inputRows));
        }
        List<DataFileCheck> sampled = sampled(checks, newest.runKey());
        List<DataFileCheck.Result> results = results(spark, sampled);
        results.forEach(result -> result.findings().forEach(this::take));
        new ReportCheck(output, hadoop)
                .of(parts.get(parts.size() - 1), rejected)
                .forEach(findings::add);
        return new Verification(
                output,
                manifests.size(),
                newest.files().size(),
                newest.files().stream().mapToLong(ManifestFile::length).sum(),
                newest.files().stream().mapToLong(ManifestFile::rows).sum(),
                rejected.all(),
                inputRows.values().stream().mapToLong(Long::longValue).sum(),
                sampled.stream().mapToLong(check -> check.sample().length).sum(),
                results.stream().mapToLong(DataFileCheck.Result::comparedRows).sum(),
                List.copyOf(columns),
                notes(),
                findings);
    }

    private List<Manifest> manifests() throws IOException {
        List<Manifest> manifests = dataset.manifests();
        if (manifests.isEmpty()) {
            throw new InvalidArgumentException(
                    "Cannot verify: %s has no %s/manifest-000001.json (is it a dataset that a run published?)"
                            .formatted(HadoopPaths.printable(output), Staging.METADATA));
        }
        for (ManifestFile file : manifests.get(manifests.size() - 1).files()) {
            requireInside(file);
        }
        return manifests;
    }

    private void requireInside(ManifestFile file) throws StorageException {
        try {
            dataset.file(file.path());
        } catch (IllegalArgumentException e) {
            throw new StorageException(
                    "Cannot read manifest of %s: %s".formatted(HadoopPaths.printable(output), e.getMessage()), e);
        }
    }

    private void notNamed(List<Manifest> manifests, Manifest newest) throws IOException {
        PublishedPart.forgotten(manifests)
                .forEach(path -> findings.add(Finding.output(
                        "[%s] Manifest %d no longer names it", HadoopPaths.printable(path), newest.number())));
        dataset.others(newest.files()).stream()
                .filter(path -> !isHidden(path))
                .forEach(
                        path -> findings.add(Finding.output("[%s] No manifest names it", HadoopPaths.printable(path))));
    }

    /** Readers of datasets pass over such names. */
    private static boolean isHidden(String path) {
        return path.matches("(?s)(.*/)?[_.].*");
    }

    private Map<String, Long> inputRows(JavaSparkContext spark, List<PublishedPart> parts) {
        Map<String, InputFile> files = new ConcurrentHashMap<>();
        parts.stream()
                .flatMap(part -> part.files().stream())
                .flatMap(file -> file.inputs().stream())
                .filter(uri -> inputs.hold(List.of(uri)))
                .forEach(uri -> files.put(uri, inputs.file(uri)));
        SerializableConfiguration conf = new SerializableConfiguration(hadoop);
        List<Tuple2<String, InputRows>> counted = files.isEmpty()
                ? List.of()
                : spark.parallelize(
                                files.entrySet().stream()
                                        .map(file -> new Tuple2<>(file.getKey(), file.getValue()))
                                        .toList(),
                                Math.min(files.size(), 1000))
                        .map(file -> new Tuple2<>(file._1(), InputRows.of(file._2(), conf.value())))
                        .collect();
        counted.forEach(each -> each._2().finding().forEach(findings::add));
        return counted.stream()
                .filter(each -> each._2().finding().isEmpty())
                .collect(Collectors.toMap(Tuple2::_1, each -> each._2().rows()));
    }

    /** The rows of an input file; why they cannot be counted is a list of one, else of none. */
    private record InputRows(long rows, List<Finding> finding) implements Serializable {
        static InputRows of(InputFile file, Configuration hadoop) throws IOException {
            try (DatasetFile open = Inputs.open(file, hadoop)) {
                return new InputRows(open.rows(), List.of());
            } catch (UnreadableFileException e) {
                return new InputRows(0, List.of(Finding.input("%s", e.getMessage())));
            }
        }
    }

    /** One check for each file of a part; without its input there is nothing to pool again. */
    private List<DataFileCheck> checks(PublishedPart part, RejectedRows rejected, Map<String, Long> inputRows)
            throws IOException {
        TaskSpec spec = VerifiedPart.spec(part, inputs, hadoop, columns, findings);
        boolean complete = !spec.expressions().isEmpty()
                && part.files().stream().allMatch(file -> inputRows.keySet().containsAll(file.inputs()));
        SpanCutter cutter = new SpanCutter(inputs, inputRows);
        List<DataFileCheck> checks = new ArrayList<>();
        for (ManifestFile file : part.files()) {
            long others = rejected.of(file.unit());
            List<InputSpan> spans = complete ? cutter.spans(file, others) : List.of();
            checks.add(new DataFileCheck(file, dataset.file(file.path()).toString(), spec, spans, others, new long[0]));
        }
        findings.addAll(cutter.findings());
        return checks;
    }

    private List<DataFileCheck> sampled(List<DataFileCheck> checks, String seed) {
        List<DataFileCheck> sampled = new ArrayList<>();
        long total = checks.stream().mapToLong(DataFileCheck::comparableRows).sum();
        long[] rows = sample.rows(total, seed);
        long begin = 0;
        int next = 0;
        for (DataFileCheck check : checks) {
            long end = begin + check.comparableRows();
            int first = next;
            while (next < rows.length && rows[next] < end) {
                next++;
            }
            long offset = begin;
            sampled.add(check.withSample(IntStream.range(first, next)
                    .mapToLong(i -> rows[i] - offset)
                    .toArray()));
            begin = end;
        }
        return sampled;
    }

    private List<DataFileCheck.Result> results(JavaSparkContext spark, List<DataFileCheck> checks) {
        if (checks.isEmpty()) {
            return List.of();
        }
        SerializableConfiguration conf = new SerializableConfiguration(hadoop);
        spark.setJobGroup("spark-pooling-verify", "verify " + Quantity.count(checks.size(), "file"), true);
        spark.sc().setCallSite("verify files");
        return spark.parallelize(checks, Math.min(checks.size(), 10_000))
                .map(check -> check.run(conf.value()))
                .collect();
    }

    /** Values that differ from those of a copy of the input may be the copy's own. */
    private void take(Finding finding) {
        findings.add(
                finding.kind() == Finding.Kind.VALUES && inputs.copied()
                        ? Finding.input("%s", finding.message())
                        : finding);
    }

    private List<String> notes() {
        if (!inputs.missing().isEmpty() && inputs.findings().isEmpty()) {
            notes.add("%s gone, such as %s: what was made of them was not pooled again (--input names copies)"
                    .formatted(
                            inputs.missing().size() == 1
                                    ? "1 input file is"
                                    : inputs.missing().size() + " input files are",
                            inputs.missing().get(0)));
        }
        return notes;
    }
}
