package io.sparkpooling.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.storage.Compression;
import io.sparkpooling.storage.Encoding;
import io.sparkpooling.storage.WriteOptions;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;

class WriteMemoryTest {
    private static final long MIB = 1 << 20;

    @Test
    void aRowGroupAndItsPagesAreCounted() {
        long bytes = WriteMemory.bytes(layout(Shape.of(64, 28, 28)), options(Encoding.PLAIN), 64 * MIB);
        assertThat(bytes).isBetween((128 + 1 + 64) * MIB, 256 * MIB);
    }

    @Test
    void aHugeRowIsCountedWhereverItIsHeld() {
        long small = WriteMemory.bytes(layout(Shape.of(16)), options(Encoding.PLAIN), MIB);
        long huge = WriteMemory.bytes(layout(Shape.of(256, 256, 256)), options(Encoding.PLAIN), MIB);
        assertThat(huge - small).isBetween(3 * 64 * MIB, 4 * 64 * MIB);
    }

    @Test
    void splittingBytesTakesASecondPage() {
        long plain = WriteMemory.bytes(layout(Shape.of(1 << 20)), options(Encoding.PLAIN), MIB);
        long split = WriteMemory.bytes(layout(Shape.of(1 << 20)), options(Encoding.BYTE_STREAM_SPLIT), MIB);
        assertThat(split - plain).isEqualTo(5 * MIB);
    }

    private static OutputLayout layout(Shape shape) {
        Tensors tensors = Tensors.random(ElementType.FLOAT32, Shape.of(1), 0, 1).withShape(shape);
        MessageType schema = new MessageType("schema", tensors.flatList("x"));
        return new OutputLayout(schema, List.of(tensors.column("x", schema)), Map.of());
    }

    private static WriteOptions options(Encoding encoding) {
        return WriteOptions.of(Compression.DEFAULT, encoding);
    }
}
