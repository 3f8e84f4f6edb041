package io.sparkpooling.bench;

import io.sparkpooling.convention.ColumnHints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rows of the table: every codec and encoding with one convention, then every convention without a codec and with one. */
final class IoCases {
    private final Options options;
    private final IoJob job;
    private final Path folder;

    IoCases(Options options, IoJob job) {
        this.options = options;
        this.job = job;
        this.folder = options.folder().resolve("io");
    }

    List<IoCase> all() {
        List<IoCase> cases = new ArrayList<>();
        int files = FeatureMaps.count(options.gigabytes());
        for (IoVariant variant : IoVariant.all()) {
            cases.add(new IoCase(
                    "arrow.fixed_shape_tensor, written by the job",
                    variant,
                    ColumnHints.NONE,
                    () -> written(variant),
                    FeatureMaps.logicalBytes(files)));
        }
        for (StoredForm form : StoredForms.all()) {
            IoVariant.ofEachConvention().forEach(variant -> cases.add(of(form, variant)));
        }
        return cases;
    }

    /** The generated dataset, as the job writes it. */
    private List<Path> written(IoVariant variant) throws IOException {
        Path stored = folder.resolve(variant.folder());
        if (!Files.exists(stored)) {
            job.copy(FeatureMaps.in(options.folder().resolve("maps"), options.gigabytes()), stored, variant);
        }
        return IoJob.dataFiles(stored);
    }

    /** A form, written by others than the job; what is read must be what was written. */
    private IoCase of(StoredForm form, IoVariant variant) {
        int rows = (int) Math.ceil(options.gigabytes() * 1e9 / form.rowBytes());
        Path stored = folder.resolve(form.name().replaceAll("\\W+", "-")).resolve(variant.folder());
        return new IoCase(
                form.name(),
                variant,
                form.hints(),
                () -> {
                    Path file = FormWriter.file(stored, form, variant, rows);
                    IoReading.requireEqual(file, form, rows);
                    return List.of(file);
                },
                rows * form.rowBytes());
    }
}
