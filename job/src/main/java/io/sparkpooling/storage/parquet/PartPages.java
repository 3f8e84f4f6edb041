package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.Numbers;
import io.sparkpooling.convention.RowForm;
import io.sparkpooling.convention.RowParts;
import io.sparkpooling.storage.PooledTensors;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.TensorView;
import java.util.Optional;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** Builds the pages of a column whose rows each say what they hold, with parquet-java's own record writer. */
final class PartPages implements PooledPages {
    private final MessageType message;
    private final RowGroupFile file;
    private final WriteOptions options;
    private final RowForm form;
    private ColumnWriteStore store;
    private RecordConsumer consumer;

    /** @param form how the pooled rows lie in {@code column} */
    PartPages(Type column, RowForm form, RowGroupFile file, WriteOptions options) {
        this.message = new MessageType("row", column);
        this.file = file;
        this.options = options;
        this.form = form;
        open();
    }

    private void open() {
        store = new ColumnWriteStoreV1(message, file::chunk, PassThroughWriter.properties(options));
        consumer = new ColumnIOFactory().getColumnIO(message).getRecordWriter(store);
    }

    @Override
    public void append(PooledTensors values, int row) {
        Type column = message.getType(0);
        Optional<TensorView> tensor = values.tensor(row);
        if (tensor.isEmpty() && !column.isRepetition(Repetition.OPTIONAL)) {
            throw new InvalidArgumentException(
                    "Cannot write a null to column %s: it is required".formatted(column.getName()));
        }
        consumer.startMessage();
        tensor.ifPresent(pooled -> writeColumn(column, form.write(pooled).with(values.kept(row))));
        consumer.endMessage();
    }

    private void writeColumn(Type column, RowParts parts) {
        consumer.startField(column.getName(), 0);
        if (column.isPrimitive()) {
            consumer.addBinary(Binary.fromConstantByteArray(parts.bytes(RowParts.VALUE)));
        } else {
            GroupType struct = column.asGroupType();
            consumer.startGroup();
            for (int index = 0; index < struct.getFieldCount(); index++) {
                writeField(struct.getType(index), index, parts);
            }
            consumer.endGroup();
        }
        consumer.endField(column.getName(), 0);
    }

    private void writeField(Type field, int index, RowParts parts) {
        if (!parts.has(field.getName())) {
            return;
        }
        consumer.startField(field.getName(), index);
        Optional<Type> element = ParquetStructure.element(field);
        if (element.isPresent()) {
            writeList(field.asGroupType(), element.get(), parts.numbers(field.getName()));
        } else if (ParquetStructure.elementType(field).isPresent()) {
            writeNumber(parts.numbers(field.getName()), 0);
        } else {
            consumer.addBinary(Binary.fromConstantByteArray(parts.bytes(field.getName())));
        }
        consumer.endField(field.getName(), index);
    }

    private void writeList(GroupType list, Type element, Numbers numbers) {
        Type repeated = list.getType(0);
        boolean twoLevels = repeated == element;
        consumer.startGroup();
        if (numbers.count() > 0) {
            consumer.startField(repeated.getName(), 0);
            for (int i = 0; i < numbers.count(); i++) {
                if (twoLevels) {
                    writeNumber(numbers, i);
                } else {
                    consumer.startGroup();
                    consumer.startField(element.getName(), 0);
                    writeNumber(numbers, i);
                    consumer.endField(element.getName(), 0);
                    consumer.endGroup();
                }
            }
            consumer.endField(repeated.getName(), 0);
        }
        consumer.endGroup();
    }

    private void writeNumber(Numbers numbers, int index) {
        ElementType type = numbers.type();
        switch (type) {
            case FLOAT32 -> consumer.addFloat((float) numbers.number(index));
            case FLOAT64 -> consumer.addDouble(numbers.number(index));
            case BOOL -> consumer.addBoolean(numbers.integer(index) != 0);
            case INT8, INT16, INT32, UINT8, UINT16, UINT32 -> consumer.addInteger((int) numbers.integer(index));
            case INT64, UINT64 -> consumer.addLong(numbers.integer(index));
            case FLOAT16, BFLOAT16 -> consumer.addBinary(bits(numbers.bits(index)));
        }
    }

    private static Binary bits(short value) {
        return Binary.fromConstantByteArray(new byte[] {(byte) value, (byte) (value >>> 8)});
    }

    /** Ends the row group's pages; there is a new writer for the next, since used ones keep a stale dictionary. */
    @Override
    public void endPage() {
        consumer.flush();
        store.flush();
        store.close();
        open();
    }
}
