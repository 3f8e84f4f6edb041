package io.sparkpooling.storage.parquet;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Schemas of the files that other programs wrote, and of schemas that a test writes down. */
final class TestSchemas {
    private TestSchemas() {}

    /** The schema of {@code conventions/<name>.parquet}. */
    static DatasetSchema convention(String name, ColumnHints features) throws IOException {
        Path path = Path.of("src/test/resources/conventions", name + ".parquet");
        return file(path, features == ColumnHints.NONE ? Map.of() : Map.of("features", features));
    }

    static DatasetSchema convention(String name) throws IOException {
        return convention(name, ColumnHints.NONE);
    }

    static DatasetSchema file(Path path, Map<String, ColumnHints> hints) throws IOException {
        try (ParquetFile file = open(path)) {
            return DatasetSchema.of(file, hints);
        }
    }

    static ParquetFile open(Path path) throws IOException {
        return ParquetFile.open(
                new org.apache.hadoop.fs.Path(path.toUri()),
                Files.size(path),
                path.getFileName().toString(),
                new Configuration());
    }

    /** A schema in Parquet's own notation, of a file called {@code test.parquet}. */
    static DatasetSchema parse(String columns, Map<String, String> metadata, Map<String, ColumnHints> hints)
            throws IOException {
        FooterSchema footer = FooterSchema.of("test.parquet", message(columns), metadata);
        return DatasetSchema.ofFooter(footer, hints);
    }

    static MessageType message(String columns) {
        return MessageTypeParser.parseMessageType("message schema {\n" + columns + "\n}");
    }

    static ColumnHints shape(int... sizes) {
        return new ColumnHints(Optional.of(Shape.of(sizes)), Optional.empty(), List.of());
    }

    static TensorType chw(ElementType type, int... sizes) {
        return TensorType.of(type, Shape.of(sizes)).withDimNames(List.of("C", "H", "W"));
    }
}
