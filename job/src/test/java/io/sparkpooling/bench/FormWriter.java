package io.sparkpooling.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Writes rows of an {@code id} and a map, through arrow-java or parquet-java, which the code that is measured writes nothing with. */
interface FormWriter extends Closeable {
    /** Writes a row. */
    void write(long id, Object cell) throws IOException;

    /** The columns. */
    static Schema schema(StoredForm form, Map<String, String> metadata) {
        return new Schema(List.of(Field.notNullable("id", new ArrowType.Int(Long.SIZE, true)), form.field()), metadata);
    }

    /** A file of so many rows in that codec, {@code none} or {@code zstd:1}; written if it is not there. */
    static Path file(Path folder, StoredForm form, IoVariant variant, int rows) throws IOException {
        Path file = folder.resolve("maps-%d.%s".formatted(rows, variant.format()));
        if (Files.exists(file)) {
            return file;
        }
        Files.createDirectories(folder);
        Path partial = folder.resolve("_partial");
        Files.deleteIfExists(partial);
        try (FormWriter writer = variant.isParquet()
                ? ParquetForms.create(partial, form, variant)
                : ArrowForms.create(partial, form, variant)) {
            Maps maps = new Maps();
            for (int row = 0; row < rows; row++) {
                writer.write(row, form.cell().apply(form.elements().of(maps.map(row))));
            }
        }
        return Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The same maps whenever they are asked for: windows of one long Gaussian noise after ReLU, as {@link FeatureMaps} has them. */
    final class Maps {
        private static final int NOISE_VALUES = 1 << 23;
        private static final long SCATTER = 0x9E3779B97F4A7C15L;

        private static final float[] NOISE = noise();

        private final float[] map = new float[FeatureMaps.ELEMENTS];

        private static float[] noise() {
            Random random = new Random(1);
            float[] noise = new float[NOISE_VALUES];
            for (int index = 0; index < noise.length; index++) {
                noise[index] = (float) Math.max(0, random.nextGaussian());
            }
            return noise;
        }

        /** Valid until the next call. */
        float[] map(int row) {
            int from = (int) Math.floorMod(row * SCATTER, (long) NOISE_VALUES - map.length);
            System.arraycopy(NOISE, from, map, 0, map.length);
            return map;
        }
    }
}
