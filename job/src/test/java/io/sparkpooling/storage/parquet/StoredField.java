package io.sparkpooling.storage.parquet;

import io.sparkpooling.storage.fields.ArrowSchema;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.arrow.vector.types.pojo.ArrowType.ExtensionType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** What {@code ARROW:schema} of a written file says of a column. */
public record StoredField(Field field) {

    /** The field of {@code column}, read with parquet-java. */
    public static StoredField of(Path file, String column) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))) {
            String schema = reader.getFileMetaData().getKeyValueMetaData().get(ArrowSchema.KEY);
            return new StoredField(ArrowSchema.parse(schema).findField(column));
        }
    }

    public String extensionName() {
        return field.getMetadata().get(ExtensionType.EXTENSION_METADATA_KEY_NAME);
    }

    public String extensionMetadata() {
        return field.getMetadata().get(ExtensionType.EXTENSION_METADATA_KEY_METADATA);
    }
}
