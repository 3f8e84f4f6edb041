package io.sparkpooling.job;

import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.job.listing.InputListing;
import io.sparkpooling.job.listing.Locations;
import io.sparkpooling.job.publish.InputChanges;
import io.sparkpooling.job.publish.Manifest;
import io.sparkpooling.job.publish.OutputProbe;
import io.sparkpooling.job.publish.Publication;
import io.sparkpooling.job.publish.RunKey;
import io.sparkpooling.job.publish.Staging;
import io.sparkpooling.report.PublishKind;
import io.sparkpooling.report.RunReport;
import io.sparkpooling.storage.Version;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A whole run: lists the input, looks at the output, plans, lets Spark pool the units, accounts for every row, publishes. Each
 * step either changes nothing that a reader of the output sees, or is the one rename, or the one manifest, that changes all of it.
 */
public final class PoolingJob {
    private final JobConfiguration configuration;
    private final Configuration hadoop;
    private final Progress progress;
    private final Instant started = Instant.now();

    public PoolingJob(JobConfiguration configuration, Configuration hadoop, Progress progress) {
        this.configuration = configuration;
        this.hadoop = hadoop;
        this.progress = progress;
    }

    /**
     * What {@link #run} would do; touches nothing.
     *
     * @throws IOException if the input cannot be read
     */
    public Preview preview() throws IOException {
        InputListing listing = list();
        Publication publication = Publication.of(configuration.output(), key(listing.files()), hadoop);
        List<InputFile> files = rules(publication).filesToPool(listing.files());
        return Preview.of(
                configuration, listing, plan(files.isEmpty() ? listing.files() : files, ""), publication.state());
    }

    /**
     * Pools the input into the output.
     *
     * @throws JobFailedException if nothing was published because of the input
     * @throws IOException if nothing was published because of the storage, or another run
     */
    public RunResult run(JavaSparkContext spark) throws IOException {
        InputListing listing = list();
        Publication publication = Publication.of(configuration.output(), key(listing.files()), hadoop);
        publication.recover().forEach(progress::note);
        SaveRules rules = rules(publication);
        List<InputFile> files = rules.filesToPool(listing.files());
        if (files.isEmpty() || publication.state() == Publication.State.OURS_DONE) {
            return new RunResult(
                    RunResult.Ending.ALREADY_PUBLISHED,
                    PublishedDataset.at(configuration.output(), hadoop).report());
        }
        OutputProbe.check(configuration.output(), hadoop);
        RunResult result = run(spark, listing.only(files), rules);
        noteLeftovers(publication);
        return result;
    }

    private SaveRules rules(Publication publication) {
        return new SaveRules(configuration.saveMode(), publication, settings());
    }

    /** The dataset is published: not even a failure here is one of the run. */
    private void noteLeftovers(Publication publication) {
        try {
            List<Path> leftovers = publication.leftovers();
            if (!leftovers.isEmpty()) {
                progress.note(
                        "Other runs left %d folders beside the output (delete them if none of these runs goes on): %s"
                                .formatted(
                                        leftovers.size(),
                                        leftovers.stream()
                                                .map(HadoopPaths::printable)
                                                .collect(Collectors.joining(", "))));
            }
            noteStrays(publication.strays());
        } catch (IOException e) {
            progress.note("Cannot look for folders of other runs beside the output: " + Messages.of(e));
        }
    }

    private void noteStrays(List<String> strays) {
        if (!strays.isEmpty()) {
            progress.note(
                    "Other runs left %d data files in the output that no manifest lists, the first is %s (who lists the folder sees them)"
                            .formatted(strays.size(), HadoopPaths.printable(strays.get(0))));
        }
    }

    private InputListing list() throws IOException {
        Locations.check(configuration.input(), configuration.output(), hadoop);
        return InputListing.of(configuration.input(), hadoop);
    }

    private RunKey key(List<InputFile> files) {
        return RunKey.of(configuration.canonical(), Version.number(), files);
    }

    private JobPlan plan(List<InputFile> files, String more) throws IOException {
        return new Planner(configuration, hadoop)
                .plan(files, configuration.canonical() + '\n' + Version.number() + more);
    }

    /**
     * What keeps the names of a run's files apart from those that are there, or come there at the same time: files of one
     * name can lie below each input.
     */
    private static String ofRun(SaveRules rules, RunKey key) throws IOException {
        boolean shared = rules.previous().isPresent() || rules.publication().kind() == PublishKind.MANIFEST;
        return shared ? '\n' + key.value() : "";
    }

    private RunResult run(JavaSparkContext spark, InputListing listing, SaveRules rules) throws IOException {
        RunKey key = key(listing.files());
        JobPlan plan = plan(listing.files(), ofRun(rules, key));
        rules.requireColumns(plan, hadoop);
        progress.planned(plan);
        Staging staging = Staging.open(configuration.output(), key, hadoop);
        staging.create();
        List<UnitResult> results = pool(spark, plan, staging);
        Accounting accounting = Accounting.of(plan, results);
        accounting.requireComplete(results);
        requireFewRejects(accounting, plan, results, staging);
        InputChanges.requireNone(listing, hadoop);
        ReportBuilder builder = new ReportBuilder(
                configuration, key, listing, plan, results, rules.publication().kind());
        RunReport report = publish(builder, staging, rules);
        return new RunResult(
                accounting.hasRejects() ? RunResult.Ending.PUBLISHED_WITH_REJECTS : RunResult.Ending.PUBLISHED, report);
    }

    private List<UnitResult> pool(JavaSparkContext spark, JobPlan plan, Staging staging) throws IOException {
        Tally tally = new Tally(plan.units(), plan.storedBytes());
        PoolingSource.show(tally);
        try {
            return new UnitRounds(new SparkUnits(spark), progress, tally)
                    .run(plan.units(), TaskSpec.of(configuration, plan, staging.location()));
        } catch (JobFailedException e) {
            if (e.failure() != Failure.STORAGE) {
                discard(plan, staging);
            }
            throw e;
        }
    }

    private static void discard(JobPlan plan, Staging staging) throws IOException {
        staging.discard(plan.units().stream().map(Unit::relativePath).toList());
    }

    private void requireFewRejects(Accounting accounting, JobPlan plan, List<UnitResult> results, Staging staging)
            throws IOException {
        try {
            accounting.requireAtMost(configuration.maxRejectFraction(), Rejects.example(plan, results));
        } catch (JobFailedException e) {
            discard(plan, staging);
            throw e;
        }
    }

    private RunReport publish(ReportBuilder builder, Staging staging, SaveRules rules) throws IOException {
        RunReport report = new ReportFiles(staging).write(builder, started);
        Optional<Manifest> previous = rules.previous();
        Manifest manifest = Manifests.of(builder, settings(), previous);
        rules.publish(staging, manifest);
        return report;
    }

    /** What a dataset's bytes depend on, each setting in one text. */
    private Map<String, String> settings() {
        return new TreeMap<>(configuration
                .canonical()
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (one, other) -> one + ", " + other)));
    }
}
