package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Ended;
import io.sparkpooling.storage.arrow.ArrowJava;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of bfloat16 that Lance and pyarrow wrote come back as that: a bfloat16 is the upper half of a float32. */
class Bfloat16Test {
    private static final Path FOLDER = Path.of("src/test/resources/arrow");

    @TempDir
    Path folder;

    private Ended pool(String name, String format) {
        return Ended.run(
                "--input",
                FOLDER.resolve(name).toString(),
                "--output",
                folder.resolve("out").toString(),
                "--pool",
                "max_pool2d(maps, kernel_size=2)",
                "--shape",
                "maps=1,2,4",
                "--format",
                format);
    }

    private Path output() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return files.filter(file -> file.toString().matches(".*[.](parquet|arrow)"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lance-bfloat16.arrow,arrow",
        "lance-bfloat16.arrow,parquet",
        "lance-bfloat16.parquet,parquet",
        "lance-bfloat16.parquet,arrow"
    })
    void comesBackAsLanceMarksIt(String name, String format) throws IOException {
        assertThat(pool(name, format)).isEqualTo(new Ended(0, ""));
        boolean arrow = format.equals("arrow");
        assertThat(arrow ? arrowRows() : parquetRows()).containsExactly(List.of(128f, 7f), List.of(5f, 7f));
        Field maps = (arrow ? ArrowJava.read(output()).schema() : arrowSchema()).findField("maps");
        assertThat(maps.getType()).isEqualTo(new ArrowType.FixedSizeList(2));
        assertThat(maps.getChildren().get(0).getType()).isEqualTo(new ArrowType.FixedSizeBinary(2));
        assertThat(maps.getChildren().get(0).getMetadata()).containsEntry("ARROW:extension:name", "lance.bfloat16");
    }

    private List<List<Float>> arrowRows() throws IOException {
        return ArrowJava.read(output()).column("maps").stream()
                .map(row -> ((List<?>) row)
                        .stream().map(each -> widened((byte[]) each)).toList())
                .toList();
    }

    private List<List<Float>> parquetRows() throws IOException {
        List<List<Float>> rows = new ArrayList<>();
        for (Group row : TensorFile.groups(output())) {
            Group list = row.getGroup("maps", 0);
            rows.add(Stream.iterate(0, index -> index + 1)
                    .limit(list.getFieldRepetitionCount(0))
                    .map(index ->
                            widened(list.getGroup(0, index).getBinary(0, 0).getBytes()))
                    .toList());
        }
        return rows;
    }

    private static float widened(byte[] bfloat16) {
        byte[] bits = Arrays.copyOf(new byte[2], 4);
        System.arraycopy(bfloat16, 0, bits, 2, 2);
        return ByteBuffer.wrap(bits).order(ByteOrder.LITTLE_ENDIAN).getFloat();
    }

    private Schema arrowSchema() throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(output().toUri()), new Configuration()))) {
            String schema = reader.getFileMetaData().getKeyValueMetaData().get("ARROW:schema");
            return Schema.deserializeMessage(ByteBuffer.wrap(Base64.getDecoder().decode(schema)));
        }
    }
}
