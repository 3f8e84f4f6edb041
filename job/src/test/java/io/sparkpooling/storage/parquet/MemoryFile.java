package io.sparkpooling.storage.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/** A Parquet file in memory, written and read by parquet-java's own example classes: nothing here is the code under test. */
record MemoryFile(byte[] bytes) implements InputFile {

    /** A file of these rows, written with the given settings. */
    static MemoryFile of(MessageType schema, List<Group> rows, Consumer<ExampleParquetWriter.Builder> settings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ExampleParquetWriter.Builder builder =
                ExampleParquetWriter.builder(new Output(bytes)).withType(schema);
        settings.accept(builder);
        try (var writer = builder.build()) {
            for (Group row : rows) {
                writer.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new MemoryFile(bytes.toByteArray());
    }

    static Group row(MessageType schema) {
        return new SimpleGroupFactory(schema).newGroup();
    }

    /** Every row, with page checksums verified. */
    List<Group> rows() throws IOException {
        List<Group> rows = new ArrayList<>();
        try (ParquetReader<Group> reader =
                new Reader(this).usePageChecksumVerification(true).build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
        return rows;
    }

    ParquetFileReader open() throws IOException {
        return ParquetFileReader.open(
                this,
                ParquetReadOptions.builder().usePageChecksumVerification(true).build());
    }

    ParquetMetadata footer() throws IOException {
        try (ParquetFileReader reader = open()) {
            return reader.getFooter();
        }
    }

    @Override
    public long getLength() {
        return bytes.length;
    }

    @Override
    public SeekableInputStream newStream() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new DelegatingSeekableInputStream(new BufferStream(buffer)) {
            @Override
            public long getPos() {
                return buffer.position();
            }

            @Override
            public void seek(long position) {
                buffer.position(Math.toIntExact(position));
            }
        };
    }

    private static final class BufferStream extends java.io.InputStream {
        private final ByteBuffer buffer;

        BufferStream(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public int read() {
            return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            if (!buffer.hasRemaining()) {
                return -1;
            }
            int read = Math.min(length, buffer.remaining());
            buffer.get(to, offset, read);
            return read;
        }
    }

    private static final class Reader extends ParquetReader.Builder<Group> {
        Reader(InputFile file) {
            super(file);
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }

    private record Output(ByteArrayOutputStream bytes) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return createOrOverwrite(blockSizeHint);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return new PositionOutputStream() {
                @Override
                public long getPos() {
                    return bytes.size();
                }

                @Override
                public void write(int value) {
                    bytes.write(value);
                }

                @Override
                public void write(byte[] from, int offset, int length) {
                    bytes.write(from, offset, length);
                }
            };
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
