package io.sparkpooling.job.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.job.fault.FaultFileSystem;
import io.sparkpooling.job.fault.Faults;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Store} promises, on the local disk and on a Hadoop file system. */
class StoreContractTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    java.nio.file.Path folder;

    private final Configuration conf = FaultFileSystem.configuration();
    private Path root;
    private Store store;

    @BeforeEach
    void noFaults() {
        Faults.none();
    }

    private void use(String scheme) throws IOException {
        root = new Path(scheme + ":" + folder);
        store = Store.of(root, conf);
    }

    private Path path(String name) {
        return HadoopPaths.child(root, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void whatWasWrittenIsThereAndNothingElse(String scheme) throws IOException {
        use(scheme);
        try (OutputStream out = store.create(path("a"))) {
            out.write(CONTENT, 0, 3);
            out.write(CONTENT[3]);
            out.write(CONTENT, 4, 3);
        }
        assertThat(store.read(path("a"))).isEqualTo(CONTENT);
        assertThat(names(folder)).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void aFileNeedsItsFolder(String scheme) throws IOException {
        use(scheme);
        assertThatThrownBy(() -> store.write(path("no/a"), CONTENT)).isInstanceOf(IOException.class);
        assertThat(names(folder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void listingIsSortedAndTellsFilesFromFolders(String scheme) throws IOException {
        use(scheme);
        store.write(path("c"), CONTENT);
        store.createFolders(path("b/inner"));
        store.write(path("b/inner/deep"), CONTENT);
        store.write(path("a:colon"), new byte[0]);
        store.write(path(".hidden"), CONTENT);
        assertThat(store.list(root)).extracting(Entry::name).containsExactly(".hidden", "a:colon", "b", "c");
        assertThat(store.list(root)).extracting(Entry::isFolder).containsExactly(false, false, true, false);
        assertThat(store.list(root)).extracting(Entry::length).containsExactly(7L, 0L, 0L, 7L);
        assertThat(store.filesBelow(root))
                .extracting(file -> HadoopPaths.relative(file.path(), root))
                .containsExactly(".hidden", "a:colon", "b/inner/deep", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void whatIsNotThereIsNotFound(String scheme) throws IOException {
        use(scheme);
        store.write(path("file"), CONTENT);
        assertThat(store.find(path("none"))).isEmpty();
        assertThat(store.find(path("none/below"))).isEmpty();
        assertThat(store.find(path("file/below"))).isEmpty();
        assertThat(store.find(path("file"))).get().extracting(Entry::isFile).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void aMoveNeverOverwritesAFile(String scheme) throws IOException {
        use(scheme);
        store.write(path("a"), CONTENT);
        store.write(path("b"), new byte[] {1});
        assertThatThrownBy(() -> store.move(path("a"), path("b"))).isInstanceOf(IOException.class);
        assertThat(store.read(path("b"))).containsExactly(1);
        assertThat(store.read(path("a"))).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void aMoveNeverGoesIntoAFolder(String scheme) throws IOException {
        use(scheme);
        store.createFolders(path("from"));
        store.write(path("from/a"), CONTENT);
        store.createFolders(path("to"));
        store.write(path("to/b"), CONTENT);
        assertThatThrownBy(() -> store.move(path("from"), path("to"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.move(path("from/a"), path("to"))).isInstanceOf(IOException.class);
        assertThat(store.filesBelow(root))
                .extracting(file -> HadoopPaths.relative(file.path(), root))
                .containsExactly("from/a", "to/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void filesAndFoldersMove(String scheme) throws IOException {
        use(scheme);
        store.createFolders(path("from"));
        store.write(path("from/a"), CONTENT);
        store.move(path("from/a"), path("from/b"));
        store.move(path("from"), path("to"));
        assertThat(store.filesBelow(root))
                .extracting(file -> HadoopPaths.relative(file.path(), root))
                .containsExactly("to/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void replacingTakesThePlaceOfAFile(String scheme) throws IOException {
        use(scheme);
        store.write(path("a"), CONTENT);
        store.write(path("b"), new byte[] {1});
        store.replace(path("a"), path("b"));
        assertThat(store.read(path("b"))).isEqualTo(CONTENT);
        assertThat(store.exists(path("a"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void deletingTakesAllBelowAndNothingThatIsLinked(String scheme) throws IOException {
        use(scheme);
        store.createFolders(path("kept"));
        store.write(path("kept/a"), CONTENT);
        store.createFolders(path("gone/inner"));
        store.write(path("gone/inner/a"), CONTENT);
        Files.createSymbolicLink(folder.resolve("gone/link"), folder.resolve("kept"));
        store.delete(path("gone"));
        store.delete(path("gone"));
        assertThat(names(folder)).containsExactly("kept");
        assertThat(store.read(path("kept/a"))).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "fault"})
    void onlyAnEmptyFolderIsDeletedAsOne(String scheme) throws IOException {
        use(scheme);
        store.createFolders(path("full"));
        store.write(path("full/a"), CONTENT);
        store.createFolders(path("empty"));
        assertThat(store.deleteEmptyFolder(path("full"))).isFalse();
        assertThat(store.deleteEmptyFolder(path("empty"))).isTrue();
        assertThat(store.deleteEmptyFolder(path("empty"))).isTrue();
        assertThat(names(folder)).containsExactly("full");
    }

    @Test
    void aFullDiskIsAnExceptionThatNamesTheFile() throws IOException {
        use("fault");
        Faults.at(1, Faults.Kind.DISK_FULL);
        assertThatThrownBy(() -> store.write(path("a"), CONTENT))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("Cannot write ")
                .hasMessageContaining("/a: No space left on device");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullLocalDiskIsAnExceptionThatNamesTheFile() {
        Path full = new Path("file:/dev/full");
        assertThatThrownBy(() -> Store.of(full, conf).write(full, CONTENT))
                .isInstanceOf(StorageException.class)
                .hasMessage("Cannot write /dev/full: No space left on device");
    }

    private static List<String> names(java.nio.file.Path folder) throws IOException {
        try (Stream<java.nio.file.Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
