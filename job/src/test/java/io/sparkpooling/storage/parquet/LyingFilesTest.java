package io.sparkpooling.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.sparkpooling.storage.UnreadableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Factory;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.AesGcmV1;
import org.apache.parquet.format.ColumnCryptoMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.EncryptionAlgorithm;
import org.apache.parquet.format.EncryptionWithFooterKey;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

/** Footers, page headers and pages whose numbers are not true. */
class LyingFilesTest {
    private static final String PAGE =
            "[part.parquet, column tensor.list.element, row group 0, page 0] Cannot read page: ";
    private static final String FILE = "[part.parquet] Cannot read file: ";
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void readsTheFileWithoutLies() throws IOException {
        assertThat(read(new HandMadeFile()))
                .containsExactly("0.0 1.0 2.0 3.0 4.0 5.0 6.0 7.0 ", "8.0 9.0 10.0 11.0 12.0 13.0 14.0 15.0 ");
    }

    static Stream<Arguments> pageHeaders() {
        return Stream.of(
                header(
                        h -> h.setCompressed_page_size(-1),
                        "its header claims -1 stored bytes, 77 are left in the column"),
                header(
                        h -> h.setCompressed_page_size(Integer.MAX_VALUE),
                        "its header claims 2147483647 stored bytes, 77 are left in the column"),
                header(h -> h.setUncompressed_page_size(-1), "its header claims -1 plain bytes, the column has"),
                header(
                        h -> h.setUncompressed_page_size(Integer.MAX_VALUE),
                        "its header claims 2147483647 plain bytes, the column has"),
                header(h -> h.setUncompressed_page_size(0), "it is not compressed, but states two sizes"),
                header(h -> h.getData_page_header().setNum_values(-1), "its header claims -1 values, 16 are left"),
                header(
                        h -> h.getData_page_header().setNum_values(Integer.MAX_VALUE),
                        "its header claims 2147483647 values, 16 are left"),
                header(
                        h -> h.getData_page_header().setEncoding(Encoding.RLE_DICTIONARY),
                        "it refers to a dictionary, which the column does not have"),
                header(
                        h -> h.getData_page_header().setEncoding(Encoding.RLE),
                        "its values are encoded as RLE, which is not supported for tensors of FLOAT"),
                header(
                        h -> h.getData_page_header().setRepetition_level_encoding(Encoding.BIT_PACKED),
                        "its levels are encoded as BIT_PACKED, which is not supported (RLE is)"),
                header(h -> h.setType(PageType.DATA_PAGE_V2), "its header does not match its kind"),
                header(h -> h.setCrc(1), "its checksum is 214516c8, its header states 00000001"));
    }

    private static Arguments header(Consumer<PageHeader> lie, String message) {
        return Arguments.of(lie, message);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("pageHeaders")
    void refusesAPageHeaderThatLies(Consumer<PageHeader> lie, String message) {
        assertUnreadable(new HandMadeFile().withHeader(lie), PAGE + message);
    }

    static Stream<Arguments> footers() {
        return Stream.of(
                footer(f -> f.setNum_rows(3), "its footer states 3 rows, its row groups hold 2"),
                footer(f -> f.getRow_groups().get(0).setNum_rows(-2), "row group 0 has -2 rows"),
                footer(f -> f.getRow_groups().get(0).getColumns().clear(), "row group 0 has 0 columns, the schema 1"),
                footer(f -> f.getSchema().get(0).setNum_children(Integer.MAX_VALUE), "its schema ends too early"),
                footer(
                        f -> f.getSchema().get(0).setNum_children(0),
                        "its schema has 4 elements, of which 1 are reached"),
                footer(
                        f -> HandMadeFile.column(f).setTotal_compressed_size(-1),
                        "column tensor.list.element of row group 0 has -1 stored and"),
                footer(
                        f -> HandMadeFile.column(f).setTotal_compressed_size(Long.MAX_VALUE),
                        "column tensor.list.element of row group 0 claims the bytes 4 to"),
                footer(
                        f -> HandMadeFile.column(f).setData_page_offset(Long.MAX_VALUE),
                        "column tensor.list.element of row group 0 claims the bytes 9223372036854775807 to"),
                footer(
                        f -> HandMadeFile.column(f).setData_page_offset(0),
                        "column tensor.list.element of row group 0 claims the bytes 0 to"),
                footer(
                        f -> HandMadeFile.column(f).setTotal_uncompressed_size(Long.MAX_VALUE),
                        "column tensor.list.element of row group 0 claims 9223372036854775807 plain bytes in"),
                footer(
                        f -> HandMadeFile.column(f).setNum_values(1),
                        "column tensor.list.element of row group 0 has 1 values for 2 rows"),
                footer(
                        f -> HandMadeFile.column(f).setCodec(CompressionCodec.LZO),
                        "column tensor.list.element of row group 0 is compressed with LZO, which is not supported"
                                + " (UNCOMPRESSED, SNAPPY, GZIP, ZSTD, LZ4_RAW, LZ4, BROTLI are): write the file again with one of these,"
                                + " in pyarrow pq.write_table(pq.read_table(FILE), NEW_FILE, compression='zstd')"),
                footer(
                        f -> f.setEncryption_algorithm(EncryptionAlgorithm.AES_GCM_V1(new AesGcmV1())),
                        "it is encrypted, which is not supported (decrypt it first, with the program that has its keys)"),
                footer(
                        f -> f.getRow_groups()
                                .get(0)
                                .getColumns()
                                .get(0)
                                .setCrypto_metadata(
                                        ColumnCryptoMetaData.ENCRYPTION_WITH_FOOTER_KEY(new EncryptionWithFooterKey())),
                        "column tensor.list.element of row group 0: it is encrypted"),
                footer(
                        f -> f.getRow_groups().get(0).getColumns().get(0).setFile_path("../other.parquet"),
                        "column tensor.list.element of row group 0 lies in another file, which is not supported"));
    }

    private static Arguments footer(Consumer<FileMetaData> lie, String message) {
        return Arguments.of(lie, message);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("footers")
    void refusesAFooterThatLies(Consumer<FileMetaData> lie, String message) {
        assertUnreadable(new HandMadeFile().withFooter(lie), FILE + message);
    }

    @Test
    void refusesAColumnThatEndsBeforeItsValues() {
        assertUnreadable(
                new HandMadeFile().withFooter(f -> HandMadeFile.column(f).setNum_values(17)),
                "[part.parquet, column tensor.list.element, row group 0, page 1] Cannot read page: "
                        + "the column ends here, but 1 of its 17 values are missing");
    }

    @Test
    void refusesAColumnThatGoesOnAfterItsValues() throws IOException {
        byte[] page = HandMadeFile.page(HandMadeFile.levels(), HandMadeFile.values());
        PageHeader another = new PageHeader(PageType.DATA_PAGE, page.length, page.length);
        another.setData_page_header(new DataPageHeader(16, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
        ByteArrayOutputStream pages = new ByteArrayOutputStream();
        pages.writeBytes(page);
        Util.writePageHeader(another, pages);
        pages.writeBytes(page);
        assertUnreadable(
                new HandMadeFile().withPage(pages.toByteArray()).withHeader(header -> {
                    header.setCompressed_page_size(page.length);
                    header.setUncompressed_page_size(page.length);
                }),
                PAGE + "the column has more than its 16 values");
    }

    @Test
    void refusesAVersion2PageWithOtherRowsThanItStates() {
        byte[] page = ByteBuffer.allocate(69)
                .put(HandMadeFile.levels())
                .put((byte) 32)
                .put((byte) 1)
                .put(HandMadeFile.values())
                .array();
        for (int rows : new int[] {1, 2, 3}) {
            HandMadeFile file = new HandMadeFile().withPage(page).withHeader(header -> {
                header.setType(PageType.DATA_PAGE_V2);
                header.unsetData_page_header();
                header.setData_page_header_v2(new DataPageHeaderV2(16, 0, rows, Encoding.PLAIN, 2, 3));
            });
            if (rows == 2) {
                assertThatCode(() -> read(file)).doesNotThrowAnyException();
            } else {
                assertUnreadable(file, PAGE + "its header states %d rows, its levels 2".formatted(rows));
            }
        }
    }

    @Test
    void refusesLevelsThatBeginWithinARow() {
        byte[] levels = {(2 << 1) | 1, (byte) 0xff, (byte) 0xfe};
        assertUnreadable(page(levels), PAGE + "the column begins within a row");
    }

    @Test
    void refusesLevelsThatEndTooEarly() {
        byte[] levels = {(1 << 1) | 1, (byte) 0xfe};
        assertUnreadable(page(levels), PAGE + "its levels or indexes end too early");
    }

    @Test
    void refusesALevelOutOfRange() {
        byte[] levels = {16 << 1, 3};
        assertUnreadable(page(levels), PAGE + "it holds the level or index 3, the largest possible is 1");
    }

    @Test
    void refusesMoreRowsThanTheRowGroupHas() {
        byte[] levels = {(2 << 1) | 1, (byte) 0x7e, (byte) 0xfe};
        assertUnreadable(page(levels), PAGE + "the column has more rows than its row group");
    }

    @Test
    void refusesFewerRowsThanTheRowGroupHas() {
        byte[] levels = {(2 << 1) | 1, (byte) 0xfe, (byte) 0xff};
        assertUnreadable(page(levels), PAGE + "the column ends here, but rows are missing");
    }

    @Test
    void refusesARunThatNeverEnds() {
        byte[] levels = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80};
        assertUnreadable(page(levels), PAGE + "the length of a run takes more than five bytes");
    }

    @Test
    void refusesMoreValuesThanLevels() {
        byte[] values = Arrays.copyOf(HandMadeFile.values(), 17 * Float.BYTES);
        assertUnreadable(
                new HandMadeFile().withPage(HandMadeFile.page(HandMadeFile.levels(), values)),
                PAGE + "its values take 4 bytes more than its levels say");
    }

    @Test
    void refusesFewerValuesThanLevels() {
        byte[] values = Arrays.copyOf(HandMadeFile.values(), 15 * Float.BYTES);
        assertUnreadable(
                new HandMadeFile().withPage(HandMadeFile.page(HandMadeFile.levels(), values)),
                PAGE + "it ends 1 values too early");
    }

    @Test
    void refusesADictionaryThatClaimsTooManyEntries() {
        assertUnreadable(
                new HandMadeFile().withHeader(header -> {
                    header.setType(PageType.DICTIONARY_PAGE);
                    header.unsetData_page_header();
                    header.setDictionary_page_header(new DictionaryPageHeader(Integer.MAX_VALUE, Encoding.PLAIN));
                }),
                PAGE + "its header claims a dictionary of 2147483647 entries in 77 bytes");
    }

    @Test
    void refusesToPassOnPlainValuesThatEndTooEarly() throws IOException {
        byte[] values = Arrays.copyOf(HandMadeFile.values(), 15 * Float.BYTES);
        assertNotPassedOn(
                new HandMadeFile().withPage(HandMadeFile.page(HandMadeFile.levels(), values)),
                "its values take 60 bytes, its levels say 16 of 4 bytes each");
    }

    @Test
    void refusesToPassOnMoreRowsThanTheRowGroupHas() throws IOException {
        byte[] levels = {(2 << 1) | 1, (byte) 0x7e, (byte) 0xfe};
        assertNotPassedOn(page(levels), "the column has more rows than its row group");
    }

    private static void assertNotPassedOn(HandMadeFile made, String reason) throws IOException {
        try (ParquetFile file = made.open();
                ParquetBatchReader reader = ParquetBatchReader.open(file, 0, 1, List.of(), 1)) {
            reader.advance();
            PageReader pages = reader.batch()
                    .rowGroup()
                    .getPageReader(file.schema().getColumns().get(0));
            assertThatThrownBy(pages::readPage)
                    .isInstanceOf(UncheckedIOException.class)
                    .cause()
                    .isInstanceOf(UnreadableFileException.class)
                    .hasMessage(PAGE + reason);
        }
    }

    static Stream<Arguments> bombs() throws IOException {
        byte[] zeros = new byte[32 * MEBIBYTE];
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(gzip)) {
            stream.write(zeros);
        }
        return Stream.of(
                Arguments.of(CompressionCodec.ZSTD, Zstd.compress(zeros)),
                Arguments.of(CompressionCodec.GZIP, gzip.toByteArray()),
                Arguments.of(CompressionCodec.SNAPPY, Snappy.compress(zeros)),
                Arguments.of(
                        CompressionCodec.LZ4_RAW,
                        LZ4Factory.fastestInstance().fastCompressor().compress(zeros)),
                Arguments.of(CompressionCodec.LZ4, framed(zeros)));
    }

    /** As Hadoop's codec frames it: the plain length, the stored length, LZ4. */
    private static byte[] framed(byte[] plain) {
        byte[] stored = LZ4Factory.fastestInstance().fastCompressor().compress(plain);
        return ByteBuffer.allocate(8 + stored.length)
                .putInt(plain.length)
                .putInt(stored.length)
                .put(stored)
                .array();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void readsFramedLz4InAnyNumberOfBlocks(int blocks) throws IOException {
        byte[] page = HandMadeFile.page(HandMadeFile.levels(), HandMadeFile.values());
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        for (int block = 0; block < blocks; block++) {
            stored.writeBytes(
                    framed(Arrays.copyOfRange(page, page.length * block / blocks, page.length * (block + 1) / blocks)));
        }
        assertThat(read(new HandMadeFile().withStored(CompressionCodec.LZ4, stored.toByteArray())))
                .isEqualTo(read(new HandMadeFile()));
    }

    @Test
    void readsLz4WithoutAFrame() throws IOException {
        byte[] page = HandMadeFile.page(HandMadeFile.levels(), HandMadeFile.values());
        byte[] stored = LZ4Factory.fastestInstance().fastCompressor().compress(page);
        assertThat(read(new HandMadeFile().withStored(CompressionCodec.LZ4, stored)))
                .isEqualTo(read(new HandMadeFile()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void refusesAPageThatBecomesLargerThanItsHeaderStates(CompressionCodec codec, byte[] bomb) {
        assertThatThrownBy(() -> read(new HandMadeFile().withStored(codec, bomb)))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith(PAGE + "it");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void refusesAPageThatBecomesSmallerThanItsHeaderStates(CompressionCodec codec, byte[] bomb) {
        int claimed = 32 * MEBIBYTE + 1;
        assertThatThrownBy(() -> read(new HandMadeFile()
                        .withStored(codec, bomb)
                        .withHeader(header -> header.setUncompressed_page_size(claimed))
                        .withFooter(footer -> HandMadeFile.column(footer).setTotal_uncompressed_size(claimed))))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith(PAGE + "it");
    }

    @Test
    void refusesAPageLargerThanAShareOfThisProcess() {
        byte[] stored = new byte[MEBIBYTE];
        assertThatThrownBy(() -> read(new HandMadeFile()
                        .withStored(CompressionCodec.ZSTD, stored)
                        .withHeader(header -> header.setUncompressed_page_size(Integer.MAX_VALUE))
                        .withFooter(footer -> HandMadeFile.column(footer).setTotal_uncompressed_size(1L << 31))))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith(PAGE + "it has 2147483647 plain bytes, more than this process can hold (");
    }

    private static HandMadeFile page(byte[] repetitionLevels) {
        return new HandMadeFile().withPage(HandMadeFile.page(repetitionLevels, HandMadeFile.values()));
    }

    private static void assertUnreadable(HandMadeFile file, String messageStart) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith(messageStart);
    }

    private static List<String> read(HandMadeFile made) throws IOException {
        try (ParquetFile file = made.open()) {
            return Reading.rows(file, HandMadeFile.column(file));
        }
    }
}
