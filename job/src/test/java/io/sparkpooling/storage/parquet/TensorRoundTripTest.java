package io.sparkpooling.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.storage.Compression;
import io.sparkpooling.storage.Encoding;
import io.sparkpooling.storage.OutputOpener;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.storage.WrittenColumn;
import io.sparkpooling.storage.WrittenFile;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pooled tensors come back bit for bit from parquet-java's own reader, which shares no code with the writer. */
class TensorRoundTripTest {
    private static final long SEED = 20_260_701;
    private static final WriteOptions PLAIN = WriteOptions.of(Compression.DEFAULT, Encoding.PLAIN);

    static Stream<Arguments> everyTypeInBothEncodings() {
        return Arrays.stream(ElementType.values())
                .flatMap(type -> Arrays.stream(Encoding.values()).map(encoding -> Arguments.of(type, encoding)));
    }

    @ParameterizedTest
    @MethodSource("everyTypeInBothEncodings")
    void everyElementTypeComesBack(ElementType type, Encoding encoding) throws IOException {
        Tensors tensors = Tensors.random(type, Shape.of(3, 5, 7), 40, SEED).withNulls(0, 7, 8, 39);
        MemoryFile file = write(tensors, tensors.flatList("x"), WriteOptions.of(Compression.DEFAULT, encoding));
        assertThat(Tensors.found(file.rows(), "x")).as("seed %d", SEED).isEqualTo(tensors.expected());
    }

    @ParameterizedTest
    @EnumSource
    void everyElementTypeComesBackFromNestedLists(ElementType type) throws IOException {
        Tensors tensors = Tensors.random(type, Shape.of(3, 5, 7), 40, SEED).withNulls(3, 39);
        MemoryFile file = write(tensors, tensors.nestedLists("x"), PLAIN);
        assertThat(Tensors.found(file.rows(), "x")).as("seed %d", SEED).isEqualTo(tensors.expected());
        assertThat(Tensors.listSizes(file.rows().get(0), "x")).containsExactly(3, 5, 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1,1", "1,7", "7,1", "8,8", "2,3,4,5", "1,1,64", "64,1,1", "3,1,2", "9,17", "600"})
    void everyShapeComesBackFromFlatAndNestedLists(String sizes) throws IOException {
        Shape shape =
                Shape.of(Stream.of(sizes.split(",")).mapToInt(Integer::parseInt).toArray());
        Tensors tensors = Tensors.random(ElementType.FLOAT32, shape, 60, SEED).withNulls(1, 2, 30);
        for (Type type : List.of(tensors.flatList("x"), tensors.nestedLists("x"))) {
            MemoryFile file = write(tensors, type, PLAIN);
            assertThat(Tensors.found(file.rows(), "x"))
                    .as("%s, seed %d", type, SEED)
                    .isEqualTo(tensors.expected());
        }
    }

    @ParameterizedTest
    @CsvSource({"zstd,ZSTD", "zstd:19,ZSTD", "snappy,SNAPPY", "lz4,LZ4_RAW", "gzip,GZIP", "none,UNCOMPRESSED"})
    void everyCodecComesBack(String compression, CompressionCodecName codec) throws IOException {
        Tensors tensors = Tensors.random(ElementType.FLOAT32, Shape.of(8, 14, 14), 300, SEED);
        WriteOptions options = WriteOptions.of(Compression.parse(compression), Encoding.PLAIN);
        MemoryFile file = write(tensors, tensors.flatList("x"), options);
        assertThat(Tensors.found(file.rows(), "x")).as("seed %d", SEED).isEqualTo(tensors.expected());
        assertThat(chunks(file)).allMatch(chunk -> chunk.getCodec() == codec);
    }

    @ParameterizedTest
    @EnumSource
    void valuesLieInTheEncodingThatWasAskedFor(Encoding encoding) throws IOException {
        Tensors tensors = Tensors.random(ElementType.FLOAT32, Shape.of(4, 4), 10, SEED);
        MemoryFile file = write(tensors, tensors.flatList("x"), WriteOptions.of(Compression.DEFAULT, encoding));
        var expected = org.apache.parquet.column.Encoding.valueOf(encoding.name());
        assertThat(chunks(file))
                .allSatisfy(chunk ->
                        assertThat(chunk.getEncodingStats().getDataEncodings()).isEqualTo(Set.of(expected)));
    }

    @Test
    void pagesHoldWholeRowsUpToTheSizeAskedFor() throws IOException {
        Tensors tensors = Tensors.random(ElementType.FLOAT32, Shape.of(10), 100, SEED);
        MemoryFile file = write(tensors, tensors.flatList("x"), small(1 << 20, 400));
        try (var reader = file.open();
                PageReadStore rowGroup = reader.readNextRowGroup()) {
            PageReader pages = rowGroup.getPageReader(
                    reader.getFileMetaData().getSchema().getColumns().get(0));
            for (int page = 0; page < 10; page++) {
                assertThat(pages.readPage().getValueCount()).isEqualTo(100);
            }
            assertThat(pages.readPage()).isNull();
        }
    }

    @Test
    void aRowLargerThanAPageGetsAPageOfItsOwn() throws IOException {
        Tensors tensors =
                Tensors.random(ElementType.FLOAT64, Shape.of(2, 1000), 5, SEED).withNulls(2);
        MemoryFile file = write(tensors, tensors.nestedLists("x"), small(1 << 20, 64));
        assertThat(Tensors.found(file.rows(), "x")).isEqualTo(tensors.expected());
    }

    @Test
    void rowGroupsEndWhenTheirStoredBytesAreReached() throws IOException {
        Tensors tensors = Tensors.random(ElementType.INT64, Shape.of(100), 200, SEED);
        MemoryFile file = write(tensors, tensors.flatList("x"), small(8_000, 800));
        assertThat(file.footer().getBlocks())
                .hasSizeGreaterThan(15)
                .allSatisfy(block -> assertThat(block.getCompressedSize()).isBetween(1L, 9_500L));
        assertThat(Tensors.found(file.rows(), "x")).isEqualTo(tensors.expected());
    }

    @Test
    void pagesAndRowGroupsDoNotDependOnBatches() throws IOException {
        Tensors tensors =
                Tensors.random(ElementType.FLOAT32, Shape.of(50), 500, SEED).withNulls(100, 101, 444);
        MessageType schema = new MessageType("schema", tensors.flatList("x"));
        byte[] whole =
                write(tensors, tensors.flatList("x"), small(10_000, 1_000)).bytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var writer = ParquetBatchWriter.create(out, layout(tensors, schema), small(10_000, 1_000))) {
            for (int from = 0, size = 1; from < tensors.count(); from += size, size = size * 2) {
                Tensors part = tensors.slice(from, Math.min(tensors.count(), from + size));
                writer.write(batch(part.count()), List.of(), List.of(part.pooled()), noRejects());
            }
            writer.finish();
        }
        assertThat(out.toByteArray()).isEqualTo(whole);
    }

    @Test
    void noRowsMakeAValidFile() throws IOException {
        Tensors tensors = Tensors.random(ElementType.FLOAT32, Shape.of(2), 0, SEED);
        MemoryFile file = write(tensors, tensors.flatList("x"), PLAIN);
        assertThat(file.rows()).isEmpty();
        assertThat(file.footer().getBlocks()).isEmpty();
        assertThat(file.footer().getFileMetaData().getSchema().getColumns()).hasSize(1);
    }

    @Test
    void columnsOfNullsComeBack() throws IOException {
        Tensors tensors =
                Tensors.random(ElementType.FLOAT32, Shape.of(2), 3, SEED).withNulls(0, 1, 2);
        MemoryFile file = write(tensors, tensors.flatList("x"), PLAIN);
        assertThat(Tensors.found(file.rows(), "x")).isEqualTo(tensors.expected());
    }

    @Test
    void aNullInARequiredColumnIsRefused() {
        Tensors tensors =
                Tensors.random(ElementType.FLOAT32, Shape.of(2), 3, SEED).withNulls(1);
        Type required = Types.requiredList()
                .element(tensors.flatList("x")
                        .asGroupType()
                        .getType(0)
                        .asGroupType()
                        .getType(0))
                .named("x");
        assertThatThrownBy(() -> write(tensors, required, PLAIN))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Cannot write a null to column x: it is required");
    }

    @Test
    void aTensorThatFitsInNoPageIsRefused() {
        Tensors tensors =
                Tensors.random(ElementType.FLOAT64, Shape.of(2), 0, SEED).withShape(Shape.of(1 << 28));
        assertThatThrownBy(() -> write(tensors, tensors.flatList("x"), PLAIN))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("Cannot write column x: a tensor of 2147483648 bytes (must be at most 1073741824)");
    }

    @Test
    void anyDamagedByteOfAPageIsFoundByItsChecksum() throws IOException {
        Tensors tensors = Tensors.random(ElementType.FLOAT32, Shape.of(64), 4, SEED);
        MemoryFile file = write(tensors, tensors.flatList("x"), PLAIN);
        long inThePage = chunks(file).get(0).getFirstDataPageOffset() + 200;
        byte[] damaged = file.bytes().clone();
        damaged[(int) inThePage] ^= 1;
        assertThatThrownBy(() -> new MemoryFile(damaged).rows())
                .isInstanceOf(ParquetDecodingException.class)
                .hasStackTraceContaining("CRC checksum");
    }

    @Test
    void theFileSaysWhoWroteItAndKeepsItsMetadata() throws IOException {
        Tensors tensors = Tensors.random(ElementType.FLOAT32, Shape.of(2), 3, SEED);
        MemoryFile file = write(tensors, tensors.flatList("x"), PLAIN);
        assertThat(file.footer().getFileMetaData().getKeyValueMetaData())
                .containsEntry("key", "value")
                .containsEntry("io.sparkpooling.version", io.sparkpooling.storage.Version.number());
        assertThat(file.footer().getFileMetaData().getCreatedBy()).startsWith("parquet-mr version ");
    }

    @Test
    void whatWasWrittenIsDescribedFromItsBytes() throws Exception {
        Tensors tensors = Tensors.random(ElementType.FLOAT32, Shape.of(100), 30, SEED);
        MessageType schema = new MessageType("schema", tensors.flatList("x"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WrittenFile written = write(tensors, schema, PLAIN, out);
        byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(out.toByteArray());
        ColumnChunkMetaData chunk = chunks(new MemoryFile(out.toByteArray())).get(0);
        assertThat(written)
                .isEqualTo(new WrittenFile(
                        out.size(),
                        java.util.HexFormat.of().formatHex(hash),
                        30,
                        List.of(new WrittenColumn("x", chunk.getTotalSize(), chunk.getTotalUncompressedSize()))));
    }

    private static WriteOptions small(long rowGroupBytes, int pageBytes) {
        return new WriteOptions(Compression.DEFAULT, Encoding.PLAIN, rowGroupBytes, pageBytes);
    }

    private static List<ColumnChunkMetaData> chunks(MemoryFile file) throws IOException {
        return file.footer().getBlocks().stream()
                .map(BlockMetaData::getColumns)
                .flatMap(List::stream)
                .toList();
    }

    private static MemoryFile write(Tensors tensors, Type column, WriteOptions options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(tensors, new MessageType("schema", column), options, out);
        return new MemoryFile(out.toByteArray());
    }

    private static WrittenFile write(
            Tensors tensors, MessageType schema, WriteOptions options, ByteArrayOutputStream out) throws IOException {
        try (var writer = ParquetBatchWriter.create(out, layout(tensors, schema), options)) {
            writer.write(batch(tensors.count()), List.of(), List.of(tensors.pooled()), noRejects());
            return writer.finish();
        }
    }

    private static OutputLayout layout(Tensors tensors, MessageType schema) {
        return new OutputLayout(schema, List.of(tensors.column("x", schema)), Map.of("key", "value"));
    }

    private static RowBatch batch(int rows) {
        return new RowBatch("in.parquet", 0, rows, List.of(), NoPages.INSTANCE);
    }

    private static RejectWriter noRejects() {
        MessageType empty = new MessageType("schema");
        OutputOpener never = () -> {
            throw new AssertionError("nothing is rejected");
        };
        return RejectWriter.create(never, new OutputLayout(empty, List.of(), Map.of()), PLAIN);
    }

    /** The pages of a row group of whose columns none passes through. */
    private enum NoPages implements PageReadStore {
        INSTANCE;

        @Override
        public PageReader getPageReader(org.apache.parquet.column.ColumnDescriptor column) {
            throw new AssertionError("no column passes through: " + column);
        }

        @Override
        public long getRowCount() {
            return 0;
        }

        @Override
        public Optional<java.util.PrimitiveIterator.OfLong> getRowIndexes() {
            return Optional.empty();
        }
    }
}
