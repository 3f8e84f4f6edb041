package io.sparkpooling.storage.crossing;

import io.sparkpooling.storage.BatchWriter;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.OutputColumns;
import io.sparkpooling.storage.OutputOpener;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.storage.arrow.ArrowColumns;
import io.sparkpooling.storage.fields.ArrowSchema;
import io.sparkpooling.storage.parquet.DatasetSchema;
import io.sparkpooling.storage.parquet.OutputSchema;
import io.sparkpooling.storage.parquet.RecordsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.schema.MessageType;

/**
 * The columns of Arrow files after pooling, as Parquet, with Arrow's types in {@code ARROW:schema} and its metadata in the footer
 * besides, as Arrow's own writer has it.
 */
final class ArrowToParquet implements OutputColumns {
    private final OutputSchema output;

    private ArrowToParquet(OutputSchema output) {
        this.output = output;
    }

    static ArrowToParquet of(ArrowColumns input, List<PooledColumn> pooled) {
        List<Field> fields =
                input.schema().getFields().stream().map(ParquetTypes::stored).toList();
        MessageType columns =
                new MessageType("schema", fields.stream().map(ParquetTypes::of).toList());
        Map<String, String> metadata = new TreeMap<>(
                Optional.ofNullable(input.schema().getCustomMetadata()).orElse(Map.of()));
        String arrow = ArrowSchema.format(new Schema(fields, metadata));
        metadata.put(ArrowSchema.KEY, arrow);
        DatasetSchema schema = DatasetSchema.converted(input.file(), columns, metadata, input.recognised());
        return new ArrowToParquet(OutputSchema.of(schema, pooled));
    }

    @Override
    public String fileEnding() {
        return output.fileEnding();
    }

    @Override
    public List<String> notes() {
        return output.notes();
    }

    @Override
    public Optional<String> differenceFrom(DatasetFile written) throws IOException {
        return output.differenceFrom(written);
    }

    @Override
    public void requireSupported(WriteOptions options) {
        output.requireSupported(options);
    }

    @Override
    public BatchWriter writer(OutputStream out, OutputOpener rejects, WriteOptions options) throws IOException {
        return new ArrowToParquetWriter(RecordsWriter.create(out, rejects, output, options));
    }

    @Override
    public long writeBytes(WriteOptions options, long batchBytes) {
        return output.writeBytes(options, batchBytes);
    }
}
