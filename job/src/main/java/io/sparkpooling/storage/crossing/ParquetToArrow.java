package io.sparkpooling.storage.crossing;

import io.sparkpooling.storage.BatchWriter;
import io.sparkpooling.storage.DatasetFile;
import io.sparkpooling.storage.OutputColumns;
import io.sparkpooling.storage.OutputOpener;
import io.sparkpooling.storage.PooledColumn;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.storage.arrow.ArrowOutput;
import io.sparkpooling.storage.fields.ArrowSchema;
import io.sparkpooling.storage.parquet.DatasetSchema;
import io.sparkpooling.storage.parquet.OutputSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The columns of Parquet files after pooling, as Arrow. The tensors keep their convention, the footer's metadata become the
 * schema's.
 */
final class ParquetToArrow implements OutputColumns {
    private final ArrowOutput output;
    private final MessageType passing;
    private final List<Field> fields;
    private final List<String> notes;

    private ParquetToArrow(ArrowOutput output, MessageType passing, List<Field> fields, List<String> notes) {
        this.output = output;
        this.passing = passing;
        this.fields = fields;
        this.notes = notes;
    }

    static ParquetToArrow of(DatasetSchema input, List<PooledColumn> pooled) {
        OutputSchema sameFormat = OutputSchema.of(input, pooled);
        List<Field> all = new ArrayList<>();
        List<Type> passing = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (Type column : input.messageType().getFields()) {
            int index = all.size();
            Field field = ArrowTypes.of(column, input.arrowField(index));
            all.add(field);
            if (pooled.stream().noneMatch(tensors -> tensors.name().equals(column.getName()))) {
                passing.add(column);
                fields.add(field);
            }
        }
        Map<String, String> metadata = new TreeMap<>(sameFormat.keyValueMetadata());
        metadata.remove(ArrowSchema.KEY);
        metadata.remove(DatasetSchema.VERSION_KEY);
        ArrowOutput output = ArrowOutput.of(new Schema(all, metadata), input.recognised(), pooled);
        List<String> notes = new ArrayList<>(sameFormat.notes());
        notes.addAll(output.notes());
        return new ParquetToArrow(
                output,
                new MessageType(input.messageType().getName(), passing),
                fields,
                notes.stream().distinct().toList());
    }

    @Override
    public String fileEnding() {
        return output.fileEnding();
    }

    @Override
    public List<String> notes() {
        return notes;
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
        return new ParquetToArrowWriter(output.rowWriter(out, rejects, options), passing, fields);
    }

    /** A record batch twice, as it is gathered and as it is written. */
    @Override
    public long writeBytes(WriteOptions options, long batchBytes) {
        return 2 * ParquetToArrowWriter.RECORD_BATCH_BYTES + batchBytes;
    }
}
