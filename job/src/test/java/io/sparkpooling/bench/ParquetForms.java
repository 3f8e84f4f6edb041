package io.sparkpooling.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** A form as a Parquet file with {@code ARROW:schema}: PLAIN, row groups of 128 MB, pages of about 1 MB. */
final class ParquetForms implements FormWriter {
    private final ParquetWriter<Row> writer;

    /** A row's number and what the column holds of it. */
    record Row(long id, Object cell) {}

    private ParquetForms(ParquetWriter<Row> writer) {
        this.writer = writer;
    }

    static ParquetForms create(Path file, StoredForm form, IoVariant variant) throws IOException {
        Configuration configuration = new Configuration(false);
        configuration.setInt("parquet.compression.codec.zstd.level", 1);
        configuration.setInt("parquet.block.size.row.check.min", 1);
        return new ParquetForms(new Builder(file, form)
                .withConf(configuration)
                .withCompressionCodec(
                        variant.isCompressed() ? CompressionCodecName.ZSTD : CompressionCodecName.UNCOMPRESSED)
                .withDictionaryEncoding(false)
                .withMinRowCountForPageSizeCheck(1)
                .withPageWriteChecksumEnabled(true)
                .build());
    }

    @Override
    public void write(long id, Object cell) throws IOException {
        writer.write(new Row(id, cell));
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<Row, Builder> {
        private final StoredForm form;

        Builder(Path file, StoredForm form) {
            super(new LocalOutputFile(file));
            this.form = form;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract in parquet-java
        protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
            return new Cells(form);
        }
    }

    /** Writes cells value by value. */
    private static final class Cells extends WriteSupport<Row> {
        private final StoredForm form;
        private final MessageType type;
        private RecordConsumer out;

        Cells(StoredForm form) {
            this.form = form;
            this.type = ParquetFormTypes.of(FormWriter.schema(form, Map.of()));
        }

        @Override
        @SuppressWarnings("deprecation") // abstract in parquet-java
        public WriteContext init(Configuration configuration) {
            Schema schema = FormWriter.schema(form, form.metadata());
            Map<String, String> metadata = new HashMap<>(form.metadata());
            metadata.put("ARROW:schema", Base64.getEncoder().encodeToString(schema.serializeAsMessage()));
            return new WriteContext(type, metadata);
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(Row row) {
            out.startMessage();
            field(type, 0, row.id());
            field(type, 1, row.cell());
            out.endMessage();
        }

        private void field(GroupType parent, int index, Object cell) {
            if (cell != null) {
                out.startField(parent.getFieldName(index), index);
                cell(parent.getType(index), cell);
                out.endField(parent.getFieldName(index), index);
            }
        }

        private void cell(Type column, Object cell) {
            if (cell instanceof ListCell list) {
                out.startGroup();
                list(column.asGroupType(), list);
                out.endGroup();
            } else if (cell instanceof List<?> parts) {
                out.startGroup();
                for (int part = 0; part < parts.size(); part++) {
                    field(column.asGroupType(), part, parts.get(part));
                }
                out.endGroup();
            } else if (cell instanceof byte[] bytes) {
                out.addBinary(Binary.fromConstantByteArray(bytes));
            } else if (cell instanceof String text) {
                out.addBinary(Binary.fromString(text));
            } else {
                integer(column.asPrimitiveType(), (Long) cell);
            }
        }

        private void list(GroupType list, ListCell cell) {
            GroupType repeated = list.getType(0).asGroupType();
            out.startField(repeated.getName(), 0);
            for (int index = 0; index < cell.size(); index++) {
                out.startGroup();
                out.startField(repeated.getFieldName(0), 0);
                if (cell.isNested()) {
                    cell(repeated.getType(0), cell.part(index));
                } else {
                    number(repeated.getType(0).asPrimitiveType(), cell.array(), cell.from() + index);
                }
                out.endField(repeated.getFieldName(0), 0);
                out.endGroup();
            }
            out.endField(repeated.getName(), 0);
        }

        private void number(PrimitiveType element, Object array, int index) {
            if (array instanceof float[] floats) {
                out.addFloat(floats[index]);
            } else if (array instanceof double[] doubles) {
                out.addDouble(doubles[index]);
            } else if (array instanceof short[] halves) {
                byte[] bytes = {(byte) halves[index], (byte) (halves[index] >>> Byte.SIZE)};
                out.addBinary(Binary.fromConstantByteBuffer(ByteBuffer.wrap(bytes)));
            } else {
                integer(element, ((long[]) array)[index]);
            }
        }

        private void integer(PrimitiveType column, long number) {
            if (column.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.INT32) {
                out.addInteger((int) number);
            } else {
                out.addLong(number);
            }
        }
    }
}
