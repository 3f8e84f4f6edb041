package io.sparkpooling.interop;

import io.sparkpooling.storage.arrow.ArrowJava;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** arrow-java's own reader of IPC files, which the job does not use. */
final class ArrowRecords {
    private ArrowRecords() {}

    /** The rows of a file with the columns {@code id} and {@code features}. */
    static List<StoredRow> read(Path file) throws IOException {
        ArrowJava.Content content = ArrowJava.read(file);
        List<Object> ids = content.column("id");
        List<Object> tensors = content.column("features");
        return IntStream.range(0, ids.size())
                .mapToObj(row -> new StoredRow((Long) ids.get(row), tensors.get(row)))
                .toList();
    }
}
