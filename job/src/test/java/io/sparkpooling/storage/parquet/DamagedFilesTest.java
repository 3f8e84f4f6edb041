package io.sparkpooling.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.storage.UnreadableFileException;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with missing or changed bytes: refused, or read as if nothing had happened. Nothing else. */
class DamagedFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/conventions");
    private static final long SEED = Long.getLong("seed", 20_260_101);

    @TempDir
    Path folder;

    @Test
    void refusesAFileCutAtAnyByte() throws IOException {
        byte[] file = Files.readAllBytes(FOLDER.resolve("pyarrow-fixed-shape-tensor.parquet"));
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> BytesSource.open(cut))
                    .as("cut at %d", length)
                    .isInstanceOf(UnreadableFileException.class);
        }
    }

    @Test
    void refusesPagesThatEndWithTheFileAtAnyByte() throws IOException {
        byte[] whole = Files.readAllBytes(FOLDER.resolve("pyarrow-fixed-shape-tensor-snappy.parquet"));
        TensorColumn column = features(whole);
        int pages = whole.length - 8 - footerLength(whole);
        for (int length = 4; length < pages; length += 7) {
            int present = length;
            try (ParquetFile file =
                    ParquetFile.open(new BytesSource(whole, present, pages), whole.length, "part.parquet")) {
                assertThatThrownBy(() -> Reading.rows(file, column))
                        .as("pages end at %d", present)
                        .isInstanceOf(UnreadableFileException.class)
                        .hasMessageStartingWith("[part.parquet, column features.list.element, row group 0, page ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pyarrow-fixed-shape-tensor",
                "pyarrow-fixed-shape-tensor-brotli",
                "pyarrow-fixed-shape-tensor-byte-stream-split",
                "pyarrow-fixed-shape-tensor-dictionary",
                "pyarrow-fixed-shape-tensor-gzip",
                "pyarrow-fixed-shape-tensor-lz4",
                "pyarrow-fixed-shape-tensor-none",
                "pyarrow-fixed-shape-tensor-small-pages",
                "pyarrow-fixed-shape-tensor-snappy",
                "pyarrow-fixed-shape-tensor-v2-pages",
                "nested-list",
            })
    void answersAnyBitChangedWithoutAnyOtherException(String name) throws IOException {
        byte[] file = Files.readAllBytes(FOLDER.resolve(name + ".parquet"));
        Random random = new Random(SEED);
        for (int flip = 0; flip < 250; flip++) {
            int bit = random.nextInt(file.length * 8);
            byte[] changed = file.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            readOrRefuse(changed, "bit %d of %s".formatted(bit, name));
        }
    }

    @Test
    void neverGivesOtherValuesWhereThereAreChecksums() throws IOException {
        for (long seed = SEED; seed < SEED + 8; seed++) {
            GeneratedColumn generated = new GeneratedColumn(seed);
            Path path = folder.resolve("part.parquet");
            PageFile.write(generated, path, seed);
            byte[] file = Files.readAllBytes(path);
            List<String> expected = Reading.rows(BytesSource.open(file), generated.column());
            Random random = new Random(seed);
            int pages = file.length - 8 - footerLength(file);
            for (int flip = 0; flip < 150; flip++) {
                int bit = random.nextInt(pages * 8);
                byte[] changed = file.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                try {
                    assertThat(Reading.rows(BytesSource.open(changed), generated.column()))
                            .as("seed %d, bit %d of %s", seed, bit, generated)
                            .isEqualTo(expected);
                } catch (UnreadableFileException e) {
                    assertThat(e).hasMessageStartingWith("[part.parquet");
                }
            }
        }
    }

    private static void readOrRefuse(byte[] bytes, String about) throws IOException {
        try (ParquetFile file = BytesSource.open(bytes)) {
            Reading.rows(file, features(bytes));
            readIds(file);
        } catch (UnreadableFileException e) {
            assertThat(e).as(about).hasMessageStartingWith("[part.parquet");
        } catch (InvalidArgumentException e) {
            // the schema itself is another one now, which is not for the reader to notice
            assertThat(e.getMessage()).as(about).isNotEmpty();
        }
    }

    /** As the columns that pass through are read; parquet-java may trip over damage with any RuntimeException, never an Error. */
    private static void readIds(ParquetFile file) throws IOException {
        MessageType schema = new MessageType("ids", file.schema().getFields().get(0));
        try (ParquetBatchReader reader =
                ParquetBatchReader.open(file, 0, file.rowGroups().size(), List.of(), 1)) {
            while (reader.advance()) {
                PageReadStore group = reader.batch().rowGroup();
                ColumnReader ids = new ColumnReadStoreImpl(group, new NoConversion(schema), schema, file.createdBy())
                        .getColumnReader(schema.getColumns().get(0));
                for (long row = 0; row < group.getRowCount(); row++) {
                    ids.writeCurrentValueToConverter();
                    ids.consume();
                }
            }
        } catch (UncheckedIOException e) {
            assertThat(e.getCause()).isInstanceOf(UnreadableFileException.class);
        } catch (RuntimeException e) {
            assertThat(e).isNotNull();
        }
    }

    private static TensorColumn features(byte[] bytes) throws IOException {
        try (ParquetFile file = BytesSource.open(bytes)) {
            return DatasetSchema.of(file, Map.of()).tensor("features");
        }
    }

    private static int footerLength(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
    }
}
