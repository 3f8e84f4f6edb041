package io.sparkpooling.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.kernel.OneTensor;
import io.sparkpooling.kernel.PoolingKernel;
import io.sparkpooling.parity.Npy;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.storage.Compression;
import io.sparkpooling.storage.Encoding;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.PooledValues;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.tensor.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file of each convention is read, pooled and written; what is written is again of that convention, states the pooled
 * shape, and holds the tensors that PyTorch computed.
 */
class ConventionRoundTripTest {
    private static final Path FOLDER = Path.of("src/test/resources/conventions");
    private static final WriteOptions OPTIONS = WriteOptions.of(Compression.DEFAULT, Encoding.PLAIN);
    private static final ColumnHints SHAPE = ColumnHints.ofShape(Shape.of(6, 16, 16));

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pyarrow-fixed-shape-tensor",
                "pyarrow-fixed-shape-tensor-hwc",
                "pyarrow-fixed-shape-tensor-permutation",
                "ray-tensor",
                "huggingface-array3d",
                "nested-list",
                "flat-list-no-shape"
            })
    void pooledTensorsComeBackInTheConventionTheyCameIn(String name) throws IOException {
        boolean flat = name.equals("flat-list-no-shape");
        Path output = temporary.resolve(name + ".parquet");
        TensorColumn source = pool(FOLDER.resolve(name + ".parquet"), flat ? SHAPE : ColumnHints.NONE, output);
        try (ParquetFile file = open(output)) {
            ColumnHints hints = flat ? ColumnHints.ofShape(Shape.of(6, 8, 8)) : ColumnHints.NONE;
            TensorColumn pooled =
                    DatasetSchema.of(file, Map.of("features", hints)).tensor("features");
            assertThat(pooled.convention()).isSameAs(source.convention());
            assertThat(pooled.type()).isEqualTo(expression().bind(source.type()).output());
            assertThat(logical(values(file, pooled), pooled))
                    .containsExactly(Npy.convention("expected-max2d-k2.npy").floats());
        }
    }

    /** Replaces {@code features}; the column as it was. */
    private static TensorColumn pool(Path input, ColumnHints hints, Path output) throws IOException {
        try (ParquetFile file = open(input);
                OutputStream out = Files.newOutputStream(output)) {
            DatasetSchema schema = DatasetSchema.of(file, Map.of("features", hints));
            TensorColumn source = schema.tensor("features");
            Pooling pooling = expression().bind(source.type());
            OutputSchema pooled =
                    OutputSchema.of(schema, List.of(new PooledColumn(source, "features", pooling.output())));
            RejectWriter rejects = RejectWriter.create(
                    () -> Files.newOutputStream(output.resolveSibling("rejects.parquet")), pooled, OPTIONS);
            try (ParquetBatchReader reader = open(file, source);
                    ParquetBatchWriter writer = ParquetBatchWriter.create(out, pooled, OPTIONS)) {
                while (reader.advance()) {
                    writer.write(reader.batch(), List.of(), List.of(pool(reader.batch(), pooling)), rejects);
                }
                writer.finish();
            }
            assertThat(rejects.finish()).isEqualTo(Optional.empty());
            return source;
        }
    }

    private static PooledValues pool(RowBatch batch, Pooling pooling) {
        PoolingKernel kernel = Kernels.of(pooling);
        int before = pooling.input().shape().elementCount();
        int after = pooling.output().shape().elementCount();
        Object pooled = pooling.output().elementType().newArray(batch.rows() * after);
        for (int row = 0; row < batch.rows(); row++) {
            OneTensor.pool(kernel, pooling, batch.tensor(0).carrier(0), row * before, pooled, row * after);
        }
        return new PooledValues(pooled, new BitSet());
    }

    private static float[] values(ParquetFile file, TensorColumn column) throws IOException {
        int elements = column.type().shape().elementCount();
        float[] all = new float[(int) file.rows() * elements];
        try (ParquetBatchReader reader = open(file, column)) {
            while (reader.advance()) {
                RowBatch batch = reader.batch();
                int at = (int) batch.firstRow() * elements;
                System.arraycopy(batch.tensor(0).carrier(0), 0, all, at, batch.rows() * elements);
            }
        }
        return all;
    }

    /** Rows of channels, height, width; {@code physical} has the channels last where the column's shape says so. */
    private static float[] logical(float[] physical, TensorColumn column) {
        if (column.type().shape().size(0) == 6) {
            return physical;
        }
        float[] logical = new float[physical.length];
        int area = 8 * 8;
        for (int i = 0; i < logical.length; i++) {
            int row = i / (6 * area);
            int channel = i / area % 6;
            logical[i] = physical[row * 6 * area + i % area * 6 + channel];
        }
        return logical;
    }

    private static PoolingExpression expression() {
        return PoolingExpression.parse("max_pool2d(features, kernel_size=2)");
    }

    private static ParquetFile open(Path path) throws IOException {
        return ParquetFile.open(
                new org.apache.hadoop.fs.Path(path.toUri()), Files.size(path), path.toString(), new Configuration());
    }

    private static ParquetBatchReader open(ParquetFile file, TensorColumn column) throws IOException {
        return ParquetBatchReader.open(file, 0, file.rowGroups().size(), List.of(column), 1 << 20);
    }
}
