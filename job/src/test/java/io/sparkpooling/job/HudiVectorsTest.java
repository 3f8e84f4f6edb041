package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Ended;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hudi's vectors: bytes of fixed length, whose length stands in Spark's metadata once more. */
class HudiVectorsTest {
    @TempDir
    Path folder;

    @Test
    void theirLengthChangesInBothPlaces() throws IOException {
        write("""
                {"type":"struct","fields":[{"name":"map","nullable":true,"metadata":{"hudi_type":"VECTOR(4, FLOAT32)"},
                "type":{"type":"array","elementType":"float","containsNull":false}}]}""");
        assertThat(Ended.run(
                        "--input", folder.resolve("in").toString(),
                        "--output", folder.resolve("out").toString(),
                        "--pool", "max_pool1d(map, kernel_size=2)",
                        "--shape", "map=1,4",
                        "--dtype", "map=float32"))
                .isEqualTo(new Ended(0, ""));
        Path pooled = LocalSpark.dataFiles(folder.resolve("out")).get(0);
        assertThat(TensorFile.groups(pooled).get(0).getBinary("map", 0).getBytes())
                .isEqualTo(floats(9, 4));
        assertThat(new String(Files.readAllBytes(pooled), StandardCharsets.ISO_8859_1))
                .contains("\"hudi_type\":\"VECTOR(2, FLOAT32)\"");
    }

    private void write(String sparkSchema) throws IOException {
        MessageType type = MessageTypeParser.parseMessageType("message m { optional fixed_len_byte_array(16) map; }");
        Path file = Files.createDirectories(folder.resolve("in")).resolve("a.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withType(type)
                .withConf(new Configuration())
                .withExtraMetaData(Map.of("org.apache.spark.sql.parquet.row.metadata", sparkSchema))
                .build()) {
            Group group = new SimpleGroup(type);
            group.add("map", Binary.fromConstantByteArray(floats(1, 9, 3, 4)));
            writer.write(group);
        }
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }
}
