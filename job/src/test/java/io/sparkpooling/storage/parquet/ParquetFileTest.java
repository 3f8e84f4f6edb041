package io.sparkpooling.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.storage.ColumnSize;
import io.sparkpooling.storage.UnreadableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFileTest {
    private static final Path FEATURES = Path.of("src/test/resources/conventions/pyarrow-fixed-shape-tensor.parquet");

    @TempDir
    Path folder;

    @Test
    void tellsWhatTheFooterHolds() throws IOException {
        try (ParquetFile file = open(FEATURES)) {
            assertThat(file.name()).isEqualTo("part.parquet");
            assertThat(file.rows()).isEqualTo(4);
            assertThat(file.length()).isEqualTo(Files.size(FEATURES));
            assertThat(file.rowGroups()).hasSize(1);
            assertThat(file.rowGroups().get(0).rows()).isEqualTo(4);
            assertThat(file.createdBy()).startsWith("parquet-cpp-arrow");
            assertThat(file.keyValueMetadata()).containsKey("ARROW:schema");
            assertThat(file.schema().getColumns()).hasSize(2);
        }
    }

    @Test
    void tellsWhatEachColumnTakes() throws IOException {
        try (ParquetFile file = open(FEATURES)) {
            List<ColumnSize> sizes = file.columnSizes();
            assertThat(sizes).extracting(ColumnSize::path).containsExactly("id", "features.list.element");
            assertThat(sizes.get(1).plainBytes()).isEqualTo(12_313);
            assertThat(sizes.get(1).codec()).isEqualTo("zstd");
            assertThat(sizes.get(1).encodings()).contains("plain", "rle");
            assertThat(sizes.stream().mapToLong(ColumnSize::storedBytes).sum())
                    .isEqualTo(file.rowGroups().get(0).storedBytes());
        }
    }

    @Test
    void readsFromAnyFileSystemOfHadoop() throws IOException {
        org.apache.hadoop.fs.Path other = new org.apache.hadoop.fs.Path(
                OtherFileSystem.SCHEME, "", FEATURES.toAbsolutePath().toString());
        long length = Files.size(FEATURES);
        try (ParquetFile local = open(FEATURES);
                ParquetFile file = ParquetFile.open(other, length, "part.parquet", OtherFileSystem.configuration())) {
            TensorColumn column = DatasetSchema.of(file, Map.of()).tensor("features");
            assertThat(Reading.rows(file, column)).isEqualTo(Reading.rows(local, column));
        }
        assertThatThrownBy(() -> ParquetFile.open(other, length + 1, "part.parquet", OtherFileSystem.configuration()))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("[part.parquet] Cannot read file: it ends before the %d bytes that were listed"
                        .formatted(length + 1));
    }

    @Test
    void ignoresAStaleChecksumBesideALocalFile() throws IOException {
        Path path = write(Files.readAllBytes(FEATURES));
        Files.write(path.resolveSibling(".part.parquet.crc"), new byte[] {'c', 'r', 'c', 0, 0, 0, 2, 0, 1, 2, 3, 4});
        try (ParquetFile file = open(path)) {
            assertThat(file.rows()).isEqualTo(4);
        }
    }

    @Test
    void refusesAnEmptyFile() {
        assertRefused(new byte[0], "[part.parquet] Cannot read file: the file is empty");
    }

    @Test
    void refusesAFileTooShortForAFooter() {
        assertRefused(
                new byte[11], "[part.parquet] Cannot read file: 11 bytes are too few for a Parquet file (at least 12)");
    }

    @Test
    void refusesWhatIsNoParquet() {
        assertRefused(
                "id,value\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8),
                "[part.parquet] Cannot read file: it is no Parquet file or it is truncated (it does not end with PAR1)");
    }

    @Test
    void refusesAnEncryptedFooter() {
        assertRefused(
                "PARE----PARE".getBytes(StandardCharsets.UTF_8),
                "[part.parquet] Cannot read file: it is encrypted, which is not supported (decrypt it first, with the program that has its keys)");
    }

    @Test
    void refusesAFooterLengthThatDoesNotFit() throws IOException {
        byte[] bytes = Files.readAllBytes(FEATURES);
        for (int footerLength :
                new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, bytes.length, bytes.length - 11}) {
            byte[] lie = bytes.clone();
            ByteBuffer.wrap(lie).order(ByteOrder.LITTLE_ENDIAN).putInt(lie.length - 8, footerLength);
            assertRefused(
                    lie,
                    "[part.parquet] Cannot read file: its footer claims %d bytes (1 to %d are possible)"
                            .formatted(footerLength, bytes.length - 12));
        }
    }

    @Test
    void refusesAFooterThatIsCutShort() throws IOException {
        byte[] lie = Files.readAllBytes(FEATURES);
        ByteBuffer.wrap(lie).order(ByteOrder.LITTLE_ENDIAN).putInt(lie.length - 8, 1);
        Path path = write(lie);
        assertThatThrownBy(() -> open(path))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("[part.parquet] Cannot read file: its footer is damaged (");
    }

    @Test
    void refusesAFileShorterThanListed() throws IOException {
        Path path = write(Arrays.copyOf(Files.readAllBytes(FEATURES), 100));
        assertThatThrownBy(() -> ParquetFile.open(hadoop(path), 10_000, "part.parquet", new Configuration()))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("[part.parquet] Cannot read file: it ends before the 10000 bytes that were listed");
    }

    @Test
    void answersAnyOneByteChangedInTheFooterWithoutAnyOtherException() throws IOException {
        byte[] bytes = Files.readAllBytes(FEATURES);
        int footerLength = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
        for (int position = bytes.length - 8 - footerLength; position < bytes.length; position++) {
            for (int mask : new int[] {0x01 << position % 8}) {
                byte[] changed = bytes.clone();
                changed[position] ^= (byte) mask;
                openOrRefuse(changed);
            }
        }
    }

    private static void openOrRefuse(byte[] bytes) throws IOException {
        try (ParquetFile file = BytesSource.open(bytes)) {
            assertThat(file.rows()).isEqualTo(4);
        } catch (UnreadableFileException e) {
            assertThat(e).hasMessageStartingWith("[part.parquet] Cannot read file: ");
        }
    }

    private void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> open(write(bytes)))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage(message);
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("part.parquet"), bytes);
    }

    private static ParquetFile open(Path path) throws IOException {
        return ParquetFile.open(hadoop(path), Files.size(path), "part.parquet", new Configuration());
    }

    private static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toUri());
    }
}
