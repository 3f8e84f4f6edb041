package io.sparkpooling.job;

import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.configuration.OnBadRow;
import io.sparkpooling.job.listing.InputFile;
import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.storage.parquet.DatasetSchema;
import io.sparkpooling.storage.parquet.OutputSchema;
import io.sparkpooling.storage.parquet.ParquetFile;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;

/**
 * Reads the footer of every file, holds them against the first readable one, binds the expressions and cuts the units. Of
 * each footer only its row groups and sizes are kept, so that the driver's memory does not grow with the width of the files.
 */
final class Planner {
    private static final int FOOTERS_AT_ONCE = 16;

    private final JobConfiguration configuration;
    private final Configuration hadoop;
    private final List<PlannedFile> files = new ArrayList<>();
    private final List<RejectedFile> rejected = new ArrayList<>();

    Planner(JobConfiguration configuration, Configuration hadoop) {
        this.configuration = configuration;
        this.hadoop = hadoop;
    }

    /**
     * The plan for these files.
     *
     * @throws InvalidArgumentException if an expression does not fit the input, or no file can be read
     * @throws JobFailedException if a file cannot be read or differs from the others and the user wants to fail then
     */
    JobPlan plan(List<InputFile> input, String settings) throws IOException {
        Reference reference = firstReadable(input);
        List<PlannedColumn> columns = PlannedColumn.bind(configuration.pool(), reference.schema());
        OutputSchema outputSchema = PlannedColumn.outputSchema(reference.schema(), columns);
        readFooters(input.subList(reference.position() + 1, input.size()), reference.schema());
        Prediction prediction = new Prediction(files, columns);
        UnitCutter cutter = new UnitCutter(settings, prediction.outputShare(), configuration.targetFileSize());
        return new JobPlan(
                files,
                rejected,
                reference.schema(),
                outputSchema,
                columns,
                cutter.cut(files),
                prediction.bytes(),
                reference.taskBytes(TaskSpec.writeOptions(configuration), outputSchema, columns));
    }

    private Reference firstReadable(List<InputFile> input) throws IOException {
        for (int position = 0; position < input.size(); position++) {
            InputFile file = input.get(position);
            try (ParquetFile open = Inputs.open(file, hadoop)) {
                Reference reference = Reference.of(open, position, configuration);
                files.add(planned(file, open));
                return reference;
            } catch (UnreadableFileException e) {
                reject(new RejectedFile(file, 0, e.getMessage()), Failure.STORAGE);
            }
        }
        throw new JobFailedException(
                Failure.REJECTS,
                "Cannot pool: none of the %d input files can be read; the first: %s"
                        .formatted(input.size(), rejected.get(0).reason()));
    }

    private void readFooters(List<InputFile> input, DatasetSchema schema) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(FOOTERS_AT_ONCE, Planner::daemon);
        try {
            List<Future<Footer>> footers = new ArrayList<>();
            for (InputFile file : input) {
                footers.add(threads.submit(() -> Footer.read(file, schema, configuration.hints(), hadoop)));
            }
            for (Future<Footer> footer : footers) {
                take(footer.get());
            }
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Cannot read the footers of the input: interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static IOException unwrapped(ExecutionException failure) {
        if (failure.getCause() instanceof RuntimeException defect) {
            throw defect;
        }
        return failure.getCause() instanceof IOException io ? io : new IOException(failure.getCause());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "footer");
        thread.setDaemon(true);
        return thread;
    }

    private void take(Footer footer) {
        footer.planned().ifPresent(files::add);
        footer.rejected().ifPresent(file -> reject(file, footer.failure()));
    }

    private void reject(RejectedFile file, Failure failure) {
        if (configuration.onBadRow() != OnBadRow.REJECT) {
            throw new JobFailedException(failure, file.reason());
        }
        rejected.add(file);
    }

    private static PlannedFile planned(InputFile file, ParquetFile open) {
        return new PlannedFile(file, open.rowGroups(), open.columnSizes());
    }

    /** What reading one footer came to: exactly one of the two is there. */
    private record Footer(Optional<PlannedFile> planned, Optional<RejectedFile> rejected, Failure failure) {

        static Footer read(
                InputFile file,
                DatasetSchema expected,
                java.util.Map<String, io.sparkpooling.convention.ColumnHints> hints,
                Configuration hadoop)
                throws IOException {
            try (ParquetFile open = Inputs.open(file, hadoop)) {
                Optional<String> difference = difference(open, expected, hints);
                return difference.isPresent()
                        ? rejected(new RejectedFile(file, open.rows(), difference.get()), Failure.INVALID)
                        : new Footer(Optional.of(Planner.planned(file, open)), Optional.empty(), Failure.INVALID);
            } catch (UnreadableFileException e) {
                return rejected(new RejectedFile(file, 0, e.getMessage()), Failure.STORAGE);
            }
        }

        private static Optional<String> difference(
                ParquetFile open,
                DatasetSchema expected,
                java.util.Map<String, io.sparkpooling.convention.ColumnHints> hints)
                throws IOException {
            try {
                return DatasetSchema.of(open, hints)
                        .differenceFrom(expected)
                        .map(text -> "[%s] Cannot pool with the files before it: %s".formatted(open.name(), text));
            } catch (InvalidArgumentException e) {
                return Optional.of("[%s] %s".formatted(open.name(), e.getMessage()));
            }
        }

        private static Footer rejected(RejectedFile file, Failure failure) {
            return new Footer(Optional.empty(), Optional.of(file), failure);
        }
    }
}
