package io.sparkpooling.bench;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import io.sparkpooling.storage.Compression;
import io.sparkpooling.storage.Encoding;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.PooledValues;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.storage.parquet.DatasetSchema;
import io.sparkpooling.storage.parquet.OutputSchema;
import io.sparkpooling.storage.parquet.ParquetBatchReader;
import io.sparkpooling.storage.parquet.ParquetBatchWriter;
import io.sparkpooling.storage.parquet.ParquetFile;
import io.sparkpooling.storage.parquet.RejectWriter;
import io.sparkpooling.storage.parquet.TensorColumn;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;

/**
 * What writing pooled 64×28×28 float32 maps costs beside what it cannot avoid: the compression of the very pages that it
 * writes. Both run on one thread and are charged with that thread's processor time, which other programs on the machine
 * disturb less than they do the clock; repetitions are interleaved and the median of their ratios is what counts. The file
 * goes nowhere: copying, levels, compression, checksums of pages and file, and the footer are measured, the disk is not.
 */
final class WriteBenchmark {
    private static final Shape POOLED = Shape.of(64, 28, 28);
    private static final int REPETITIONS = 15;

    private final ParquetFile file;
    private final TensorColumn maps;
    private final PooledValues values;

    private WriteBenchmark(ParquetFile file) throws IOException {
        this.file = file;
        maps = DatasetSchema.of(file, Map.of()).tensor("maps");
        int rows = (int) file.rowGroups().get(0).rows();
        values = new PooledValues(noise(rows * POOLED.elementCount()), new BitSet());
    }

    /** Maxima of four values of rectified noise: what 2×2 pooling leaves of {@link FeatureMaps}. */
    private static float[] noise(int count) {
        Random random = new Random(2);
        float[] noise = new float[count];
        for (int i = 0; i < count; i++) {
            double largest = 0;
            for (int tap = 0; tap < 4; tap++) {
                largest = Math.max(largest, random.nextGaussian());
            }
            noise[i] = (float) largest;
        }
        return noise;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target/bench");
        Path input = FeatureMaps.in(folder, 0.1).get(0);
        try (ParquetFile file = ParquetFile.open(
                new org.apache.hadoop.fs.Path(input.toUri()), Files.size(input), "maps", new Configuration())) {
            WriteBenchmark benchmark = new WriteBenchmark(file);
            for (Encoding encoding : Encoding.values()) {
                benchmark.compare(WriteOptions.of(Compression.DEFAULT, encoding), folder.resolve("pooled.parquet"));
            }
        }
    }

    private void compare(WriteOptions options, Path scratch) throws IOException {
        try (OutputStream out = Files.newOutputStream(scratch)) {
            write(options, out);
        }
        byte[] written = Files.readAllBytes(scratch);
        List<byte[]> pages = plainPages(scratch);
        List<Double> toCompression = new ArrayList<>();
        List<Double> toBoth = new ArrayList<>();
        List<Double> throughput = new ArrayList<>();
        long bytes = pages.stream().mapToLong(page -> page.length).sum();
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            double compression = cpuSeconds(() -> compress(pages, options));
            double hash = cpuSeconds(() -> hash(written));
            double writer = cpuSeconds(() -> write(options, OutputStream.nullOutputStream()));
            toCompression.add(writer / compression);
            toBoth.add(writer / (compression + hash));
            throughput.add(bytes / 1e9 / writer);
        }
        System.out.printf(
                "%s: %s x compressing the pages, %s x compressing and hashing them, at %s GB/s%n",
                options.encoding(), spread(toCompression), spread(toBoth), spread(throughput));
    }

    private static String spread(List<Double> values) {
        values.sort(null);
        return "%.2f (%.2f .. %.2f)"
                .formatted(values.get(values.size() / 2), values.get(0), values.get(values.size() - 1));
    }

    private static void hash(byte[] bytes) {
        try {
            MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(WriteOptions options, OutputStream out) throws IOException {
        OutputSchema schema = OutputSchema.of(
                DatasetSchema.of(file, Map.of()),
                List.of(new PooledColumn(
                        maps,
                        "maps",
                        TensorType.of(maps.type().elementType(), POOLED)
                                .withDimNames(maps.type().dimNames()))));
        RejectWriter rejects = RejectWriter.create(OutputStream::nullOutputStream, schema, options);
        try (var reader = ParquetBatchReader.open(file, 0, file.rowGroups().size(), List.of(), 1 << 20);
                var writer = ParquetBatchWriter.create(out, schema, options)) {
            while (reader.advance()) {
                writer.write(reader.batch(), List.of(), List.of(values), rejects);
            }
            writer.finish();
        }
    }

    private static void compress(List<byte[]> pages, WriteOptions options) {
        byte[] stored = new byte[1 << 24];
        try (ZstdCompressCtx zstd =
                new ZstdCompressCtx().setLevel(options.compression().level())) {
            for (byte[] page : pages) {
                zstd.compressByteArray(stored, 0, stored.length, page, 0, page.length);
            }
        }
    }

    private static List<byte[]> plainPages(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<byte[]> pages = new ArrayList<>();
        try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
            for (StoredPage page : StoredPage.of(List.of(file))) {
                int offset = Math.toIntExact(page.offset());
                byte[] stored = Arrays.copyOfRange(bytes, offset, offset + page.storedLength());
                pages.add(zstd.decompress(stored, page.plainLength()));
            }
        }
        return pages;
    }

    private static double cpuSeconds(Work work) throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        work.run();
        return (threads.getCurrentThreadCpuTime() - start) / 1e9;
    }

    private interface Work {
        void run() throws IOException;
    }
}
