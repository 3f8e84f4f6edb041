package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.parquet.GeneratedColumn.Entry;
import io.sparkpooling.storage.parquet.GeneratedColumn.Row;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.column.values.deltastrings.DeltaByteArrayWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Writes a generated column with pages of any size, cut anywhere (version 1 also within rows), each page in an encoding of
 * its own. Levels, dictionary indexes, delta encodings, compression and file layout come from parquet-java; plain and
 * BYTE_STREAM_SPLIT values by their definitions.
 */
@SuppressWarnings("deprecation") // parquet-java deprecates what its own writers use
final class PageFile {
    private static final List<CompressionCodecName> CODECS = List.of(
            CompressionCodecName.UNCOMPRESSED,
            CompressionCodecName.SNAPPY,
            CompressionCodecName.GZIP,
            CompressionCodecName.ZSTD,
            CompressionCodecName.LZ4_RAW,
            CompressionCodecName.LZ4);

    private final GeneratedColumn column;
    private final ColumnDescriptor leaf;
    private final int width;
    private final Random random;
    private final CompressionCodecName codec;
    private final CodecFactory.BytesCompressor compressor;
    private final boolean version2;
    private final ParquetFileWriter file;
    private final List<Long> dictionary = new ArrayList<>();

    private PageFile(GeneratedColumn column, Path path, long seed) throws IOException {
        this.column = column;
        this.leaf = column.schema.getColumns().get(1);
        this.width = width(leaf.getPrimitiveType().getPrimitiveTypeName());
        this.random = new Random(seed);
        this.codec = CODECS.get(random.nextInt(CODECS.size()));
        this.compressor = new CodecFactory(new Configuration(), 1 << 16).getCompressor(codec);
        this.version2 = random.nextBoolean();
        this.file = new ParquetFileWriter(
                new LocalOutputFile(path),
                column.schema,
                ParquetFileWriter.Mode.OVERWRITE,
                1 << 27,
                0,
                null,
                ParquetProperties.builder().withPageWriteChecksumEnabled(true).build());
    }

    /** Writes the column, and an {@code id} that counts rows, into row groups at random borders. */
    static void write(GeneratedColumn column, Path path, long seed) throws IOException {
        new PageFile(column, path, seed).write();
    }

    private static int width(PrimitiveTypeName type) {
        return switch (type) {
            case FLOAT, INT32 -> 4;
            case DOUBLE, INT64 -> 8;
            case FIXED_LEN_BYTE_ARRAY -> 2;
            case BOOLEAN -> 1;
            case BINARY, INT96 -> throw new IllegalArgumentException(type.name());
        };
    }

    private void write() throws IOException {
        file.start();
        int row = 0;
        while (row < column.rows.size()) {
            int end = Math.min(column.rows.size(), row + 1 + random.nextInt(40));
            file.startBlock(end - row);
            writeIds(row, end);
            writeTensors(column.rows.subList(row, end));
            file.endBlock();
            row = end;
        }
        file.end(Map.of());
    }

    private void writeIds(int from, int to) throws IOException {
        ByteBuffer ids = ByteBuffer.allocate(4 * (to - from)).order(ByteOrder.LITTLE_ENDIAN);
        for (int id = from; id < to; id++) {
            ids.putInt(id);
        }
        ColumnDescriptor id = column.schema.getColumns().get(0);
        file.startColumn(id, to - from, codec);
        BytesInput plain = BytesInput.from(ids.array());
        file.writeDataPage(
                to - from,
                ids.capacity(),
                compressor.compress(plain),
                Statistics.noopStats(id.getPrimitiveType()),
                to - from,
                Encoding.RLE,
                Encoding.RLE,
                Encoding.PLAIN);
        file.endColumn();
    }

    private void writeTensors(List<Row> rows) throws IOException {
        List<Entry> entries = new ArrayList<>();
        rows.forEach(row -> entries.addAll(row.entries()));
        file.startColumn(leaf, entries.size(), codec);
        writeDictionary(entries);
        int largest = 1 + random.nextInt(random.nextBoolean() ? 40 : 20_000);
        int start = 0;
        while (start < entries.size()) {
            int end = Math.min(entries.size(), start + 1 + random.nextInt(largest));
            while (version2 && end < entries.size() && entries.get(end).repetition() > 0) {
                end++;
            }
            writePage(entries.subList(start, end));
            start = end;
        }
        file.endColumn();
    }

    private void writeDictionary(List<Entry> entries) throws IOException {
        Set<Long> distinct = new LinkedHashSet<>();
        entries.forEach(entry -> entry.bits().ifPresent(distinct::add));
        dictionary.clear();
        if (leaf.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BOOLEAN
                || distinct.size() > 300
                || distinct.isEmpty()) {
            return;
        }
        dictionary.addAll(distinct);
        byte[] plain = plain(dictionary);
        file.writeDictionaryPage(new DictionaryPage(
                compressor.compress(BytesInput.from(plain)), plain.length, dictionary.size(), Encoding.PLAIN));
    }

    private void writePage(List<Entry> entries) throws IOException {
        BytesInput repetition =
                levels(entries.stream().mapToInt(Entry::repetition).toArray(), leaf.getMaxRepetitionLevel());
        BytesInput definition =
                levels(entries.stream().mapToInt(Entry::definition).toArray(), leaf.getMaxDefinitionLevel());
        List<Long> values =
                entries.stream().flatMap(entry -> entry.bits().stream()).toList();
        Encoding encoding = encoding();
        BytesInput encoded = BytesInput.copy(BytesInput.from(encode(values, encoding)));
        Statistics<?> none = Statistics.noopStats(leaf.getPrimitiveType());
        int rows =
                (int) entries.stream().filter(entry -> entry.repetition() == 0).count();
        if (version2) {
            boolean compressed = random.nextBoolean();
            file.writeDataPageV2(
                    rows,
                    entries.size() - values.size(),
                    entries.size(),
                    repetition,
                    definition,
                    encoding,
                    compressed ? compressor.compress(encoded) : encoded,
                    compressed,
                    (int) encoded.size(),
                    none);
            return;
        }
        BytesInput page = BytesInput.concat(
                sized(repetition, leaf.getMaxRepetitionLevel()),
                sized(definition, leaf.getMaxDefinitionLevel()),
                encoded);
        int size = (int) page.size();
        file.writeDataPage(
                entries.size(), size, compressor.compress(page), none, rows, Encoding.RLE, Encoding.RLE, encoding);
    }

    private static BytesInput sized(BytesInput levels, int largest) {
        return largest == 0 ? BytesInput.empty() : BytesInput.concat(BytesInput.fromInt((int) levels.size()), levels);
    }

    private static BytesInput levels(int[] levels, int largest) throws IOException {
        return largest == 0 ? BytesInput.empty() : hybrid(levels, BytesUtils.getWidthFromMaxInt(largest));
    }

    private static BytesInput hybrid(int[] values, int bitWidth) throws IOException {
        try (RunLengthBitPackingHybridEncoder encoder =
                new RunLengthBitPackingHybridEncoder(bitWidth, 64, 1 << 20, new HeapByteBufferAllocator())) {
            for (int value : values) {
                encoder.writeInt(value);
            }
            return BytesInput.copy(encoder.toBytes());
        }
    }

    private Encoding encoding() {
        List<Encoding> choices = new ArrayList<>(List.of(Encoding.PLAIN, Encoding.PLAIN, Encoding.PLAIN));
        PrimitiveTypeName type = leaf.getPrimitiveType().getPrimitiveTypeName();
        choices.addAll(
                switch (type) {
                    case FLOAT, DOUBLE -> List.of(Encoding.BYTE_STREAM_SPLIT);
                    case INT32, INT64 -> List.of(Encoding.BYTE_STREAM_SPLIT, Encoding.DELTA_BINARY_PACKED);
                    case FIXED_LEN_BYTE_ARRAY -> List.of(Encoding.BYTE_STREAM_SPLIT, Encoding.DELTA_BYTE_ARRAY);
                    case BOOLEAN -> List.of(Encoding.RLE);
                    case BINARY, INT96 -> List.<Encoding>of();
                });
        if (!dictionary.isEmpty()) {
            choices.add(Encoding.RLE_DICTIONARY);
            choices.add(Encoding.RLE_DICTIONARY);
        }
        return choices.get(random.nextInt(choices.size()));
    }

    private byte[] encode(List<Long> values, Encoding encoding) throws IOException {
        return switch (encoding) {
            case PLAIN -> plain(values);
            case BYTE_STREAM_SPLIT -> split(plain(values));
            case RLE_DICTIONARY -> indexes(values);
            case RLE -> repeated(values);
            case DELTA_BINARY_PACKED, DELTA_BYTE_ARRAY -> delta(values);
            default -> throw new IllegalArgumentException(encoding.name());
        };
    }

    private byte[] plain(List<Long> values) {
        if (leaf.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BOOLEAN) {
            byte[] bits = new byte[(values.size() + 7) / 8];
            for (int index = 0; index < values.size(); index++) {
                bits[index / 8] |= (byte) (values.get(index) << index % 8);
            }
            return bits;
        }
        ByteBuffer plain = ByteBuffer.allocate(width * values.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (width) {
                case 2 -> plain.putShort((short) value);
                case 4 -> plain.putInt(stored(value));
                default -> plain.putLong(value);
            }
        }
        return plain.array();
    }

    /** Narrow signed integers are stored with their sign in 32 bits. */
    private int stored(long value) {
        return switch (column.column().type().elementType()) {
            case INT8 -> (byte) value;
            case INT16 -> (short) value;
            default -> (int) value;
        };
    }

    private byte[] split(byte[] plain) {
        byte[] split = new byte[plain.length];
        int count = plain.length / width;
        for (int index = 0; index < plain.length; index++) {
            split[index % width * count + index / width] = plain[index];
        }
        return split;
    }

    private byte[] indexes(List<Long> values) throws IOException {
        Map<Long, Integer> index = new HashMap<>();
        dictionary.forEach(value -> index.put(value, index.size()));
        int bitWidth = BytesUtils.getWidthFromMaxInt(dictionary.size() - 1);
        byte[] packed =
                hybrid(values.stream().mapToInt(index::get).toArray(), bitWidth).toByteArray();
        byte[] page = new byte[packed.length + 1];
        page[0] = (byte) bitWidth;
        System.arraycopy(packed, 0, page, 1, packed.length);
        return page;
    }

    private static byte[] repeated(List<Long> values) throws IOException {
        BytesInput packed = hybrid(values.stream().mapToInt(Long::intValue).toArray(), 1);
        return BytesInput.concat(BytesInput.fromInt((int) packed.size()), packed)
                .toByteArray();
    }

    private byte[] delta(List<Long> values) throws IOException {
        ValuesWriter writer =
                switch (width) {
                    case 2 -> new DeltaByteArrayWriter(64, 1 << 20, new HeapByteBufferAllocator());
                    case 4 -> new DeltaBinaryPackingValuesWriterForInteger(64, 1 << 20, new HeapByteBufferAllocator());
                    default -> new DeltaBinaryPackingValuesWriterForLong(64, 1 << 20, new HeapByteBufferAllocator());
                };
        for (long value : values) {
            switch (width) {
                case 2 ->
                    writer.writeBytes(Binary.fromConstantByteArray(new byte[] {(byte) value, (byte) (value >> 8)}));
                case 4 -> writer.writeInteger(stored(value));
                default -> writer.writeLong(value);
            }
        }
        byte[] bytes = writer.getBytes().toByteArray();
        writer.close();
        return Arrays.copyOf(bytes, bytes.length);
    }
}
