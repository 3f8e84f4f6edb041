package io.sparkpooling.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.convention.Convention;
import io.sparkpooling.convention.Conventions;
import io.sparkpooling.job.DatasetFiles;
import io.sparkpooling.storage.DatasetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the benchmark stores is read as it was written, by every convention, so that it measures all of them and nothing else. */
class StoredFormsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "arrow"})
    void everyConventionIsReadAsItWasWritten(String format) throws IOException {
        Set<String> conventions = new HashSet<>();
        for (StoredForm form : StoredForms.all()) {
            Path forms = folder.resolve(form.name().replaceAll("\\W+", "-"));
            Path file = FormWriter.file(forms, form, new IoVariant(format, "zstd:1", "plain"), 1);
            IoReading.requireEqual(file, form, 1);
            conventions.add(convention(file, form));
        }
        assertThat(conventions)
                .containsExactlyInAnyOrderElementsOf(
                        Conventions.all().stream().map(Convention::name).toList());
    }

    private static String convention(Path path, StoredForm form) throws IOException {
        org.apache.hadoop.fs.Path hadoopPath = new org.apache.hadoop.fs.Path(path.toUri());
        try (DatasetFile file = DatasetFiles.open(hadoopPath, Files.size(path), path.toString(), new Configuration())) {
            return file.columns(Map.of(StoredForm.COLUMN, form.hints()))
                    .tensor(StoredForm.COLUMN)
                    .convention()
                    .name();
        }
    }

    @Test
    void aRowThatIsReadOtherwiseIsNoticed() throws IOException {
        StoredForm form = StoredForms.all().get(0);
        Path file = FormWriter.file(folder, form, new IoVariant("parquet", "none", "plain"), 1);
        StoredForm other = form.withElements(form.elementType(), map -> {
            float[] changed = map.clone();
            changed[changed.length - 1]++;
            return changed;
        });
        assertThatThrownBy(() -> IoReading.requireEqual(file, other, 1))
                .hasMessageContaining("a row is read otherwise than it was written");
    }
}
