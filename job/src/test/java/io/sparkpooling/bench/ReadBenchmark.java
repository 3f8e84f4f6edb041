package io.sparkpooling.bench;

import com.github.luben.zstd.ZstdDecompressCtx;
import io.sparkpooling.storage.parquet.DatasetSchema;
import io.sparkpooling.storage.parquet.ParquetBatchReader;
import io.sparkpooling.storage.parquet.ParquetFile;
import io.sparkpooling.storage.parquet.TensorColumn;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * How long it takes to read tensors from zstd-compressed Parquet, beside doing no more than to read and decompress the same
 * pages. Arguments: a folder for the files (some GB), GB of values, repetitions.
 */
final class ReadBenchmark {
    private static final long BATCH_BYTES = 4L << 20;

    private final List<Path> files;
    private final List<StoredPage> pages;
    private byte[] stored = new byte[0];
    private byte[] plain = new byte[0];

    private ReadBenchmark(List<Path> files) throws IOException {
        this.files = files;
        this.pages = StoredPage.of(files);
    }

    public static void main(String[] arguments) throws Exception {
        List<Path> files = FeatureMaps.in(Path.of(arguments[0]), Double.parseDouble(arguments[1]));
        ReadBenchmark benchmark = new ReadBenchmark(files);
        long bytes = FeatureMaps.logicalBytes(files);
        List<Double> bare = new ArrayList<>();
        List<Double> tensors = new ArrayList<>();
        benchmark.decompress();
        benchmark.readTensors();
        for (int repetition = 0; repetition < Integer.parseInt(arguments[2]); repetition++) {
            bare.add(processorSeconds(benchmark::decompress));
            tensors.add(processorSeconds(benchmark::readTensors));
        }
        System.out.printf(
                Locale.ROOT,
                "%.2f GB of values, processor seconds%n  read and decompress pages: %s%n  read tensors: %s%n"
                        + "  ratio of medians %.3f, of minima %.3f%n",
                FeatureMaps.logicalBytes(files) / 1e9,
                bare,
                tensors,
                quantile(tensors, 0.5) / quantile(bare, 0.5),
                quantile(tensors, 0) / quantile(bare, 0));
    }

    /** The processor's time is what the work costs even where others run on the same machine. */
    private static double processorSeconds(Series.Work work) throws Exception {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long start = thread.getCurrentThreadCpuTime();
        work.run();
        return Math.round((thread.getCurrentThreadCpuTime() - start) / 1e6) / 1e3;
    }

    private static double quantile(List<Double> seconds, double share) {
        return seconds.stream().sorted().toList().get((int) (share * (seconds.size() - 1)));
    }

    private void decompress() throws IOException {
        try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
            for (Path file : files) {
                try (FileChannel channel = FileChannel.open(file)) {
                    for (StoredPage page : pages) {
                        if (page.file().equals(file)) {
                            decompress(channel, page, zstd);
                        }
                    }
                }
            }
        }
    }

    private void decompress(FileChannel channel, StoredPage page, ZstdDecompressCtx zstd) throws IOException {
        stored = stored.length >= page.storedLength() ? stored : new byte[page.storedLength() * 2];
        plain = plain.length >= page.plainLength() ? plain : new byte[page.plainLength() * 2];
        ByteBuffer buffer = ByteBuffer.wrap(stored, 0, page.storedLength());
        while (buffer.hasRemaining() && channel.read(buffer, page.offset() + buffer.position()) > 0) {
            // until the page is complete
        }
        zstd.decompressByteArray(plain, 0, page.plainLength(), stored, 0, page.storedLength());
    }

    private void readTensors() throws IOException {
        for (Path path : files) {
            try (ParquetFile file = ParquetFile.open(
                    new org.apache.hadoop.fs.Path(path.toUri()), Files.size(path), "maps", new Configuration())) {
                TensorColumn column = DatasetSchema.of(file, Map.of()).tensor("maps");
                int groups = file.rowGroups().size();
                try (ParquetBatchReader reader =
                        ParquetBatchReader.open(file, 0, groups, List.of(column), BATCH_BYTES)) {
                    long rows = 0;
                    while (reader.advance()) {
                        rows += reader.batch().rows();
                    }
                    if (rows != file.rows()) {
                        throw new IllegalStateException("%d rows of %d".formatted(rows, file.rows()));
                    }
                }
            }
        }
    }
}
