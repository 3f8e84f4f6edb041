package io.sparkpooling.report;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/**
 * {@code files.parquet}: one row for each input file, so that the account of a hundred thousand files can be asked with SQL.
 * The columns are the components of {@link FileEntry}, spelled as SQL spells them. Equal entries give equal bytes.
 */
public final class FilesParquet {
    /** The file's columns. */
    static final MessageType SCHEMA = Types.buildMessage()
            .required(BINARY)
            .as(stringType())
            .named("path")
            .required(INT64)
            .named("length")
            .required(INT64)
            .as(timestampType(true, TimeUnit.MILLIS))
            .named("modified")
            .required(BINARY)
            .as(stringType())
            .named("status")
            .required(BINARY)
            .as(stringType())
            .named("reason")
            .required(INT64)
            .named("rows")
            .required(INT64)
            .named("pooled_rows")
            .required(INT64)
            .named("rejected_rows")
            .required(INT64)
            .named("plain_bytes")
            .requiredList()
            .requiredElement(BINARY)
            .as(stringType())
            .named("units")
            .named("files");

    private FilesParquet() {}

    /** Writes the file; the stream stays open. */
    public static void write(OutputStream out, List<FileEntry> files) throws IOException {
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new StreamOutputFile(out))
                .withConf(new PlainParquetConfiguration())
                .withType(SCHEMA)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build()) {
            for (FileEntry file : files) {
                writer.write(row(file));
            }
        }
    }

    private static Group row(FileEntry file) {
        Group row = new SimpleGroup(SCHEMA)
                .append("path", file.path())
                .append("length", file.length())
                .append("modified", Instant.parse(file.modified()).toEpochMilli())
                .append("status", file.status().word())
                .append("reason", file.reason())
                .append("rows", file.rows())
                .append("pooled_rows", file.pooledRows())
                .append("rejected_rows", file.rejectedRows())
                .append("plain_bytes", file.plainBytes());
        Group units = row.addGroup("units");
        file.units().forEach(unit -> units.addGroup("list").append("element", unit));
        return row;
    }
}
