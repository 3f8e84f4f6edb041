package io.sparkpooling.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.job.fault.FaultFileSystem;
import io.sparkpooling.job.fault.FaultStore;
import io.sparkpooling.job.filesystem.Entry;
import io.sparkpooling.job.filesystem.HadoopPaths;
import io.sparkpooling.job.filesystem.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/** A folder with an output to be, and around it things of the user's whose names look like ours. */
record Ground(Path folder, Store plain, Store store) {
    private static final List<String> PRECIOUS = List.of(
            "precious.txt",
            "out-other/part-0.parquet",
            "out.staging/a",
            "out.old/a",
            "out2/_pooling/manifest-000001.json");

    /**
     * Below a local folder, by way of the local store, of that store as an object store ({@code objects}), or of a Hadoop
     * file system; all fail as planned.
     */
    static Ground in(java.nio.file.Path local, String scheme) throws IOException {
        Path localFolder = new Path("file:" + local);
        Path folder = scheme.equals("objects") ? localFolder : new Path(scheme + ":" + local);
        Store plain = Store.of(localFolder, FaultFileSystem.configuration());
        Store store = Store.of(folder, FaultFileSystem.configuration());
        Ground ground = new Ground(
                folder,
                plain,
                switch (scheme) {
                    case "file" -> new FaultStore(store, FaultStore.Kind.FILE_SYSTEM);
                    case "objects" -> new FaultStore(store, FaultStore.Kind.OBJECT_STORE);
                    default -> store;
                });
        for (String name : PRECIOUS) {
            ground.write(name, "precious");
        }
        return ground;
    }

    Path output() {
        return HadoopPaths.child(folder, "out");
    }

    Path staging(RunKey key) {
        return HadoopPaths.child(folder, "out.staging-" + key.shortValue());
    }

    private Path local(String name) {
        return HadoopPaths.child(new Path("file:" + folder.toUri().getPath()), name);
    }

    /** Puts a file of the user's somewhere, whatever is planned to fail. */
    void write(String name, String content) throws IOException {
        plain.createFolders(local(name).getParent());
        plain.write(local(name), content.getBytes(StandardCharsets.UTF_8));
    }

    String read(String name) throws IOException {
        return new String(plain.read(local(name)), StandardCharsets.UTF_8);
    }

    boolean exists(String name) throws IOException {
        return plain.exists(local(name));
    }

    void delete(String name) throws IOException {
        plain.delete(local(name));
    }

    void createFolder(String name) throws IOException {
        plain.createFolders(local(name));
    }

    /** The data of a dataset as those see it who list its folder. */
    Map<String, String> listed(String name) throws IOException {
        Map<String, String> files = new TreeMap<>();
        if (exists(name)) {
            for (Entry file : plain.filesBelow(local(name))) {
                files.put(
                        HadoopPaths.relative(file.path(), local(name)),
                        new String(plain.read(file.path()), StandardCharsets.UTF_8));
            }
        }
        files.keySet().removeIf(path -> path.startsWith("_pooling/"));
        return files;
    }

    /** The data of a dataset as those see it who read its manifest; every file is checked against it. */
    Map<String, String> counted(String name) throws IOException {
        Optional<Manifest> manifest = Manifest.latest(plain, local(name));
        Map<String, String> files = new TreeMap<>();
        for (ManifestFile file : manifest.map(Manifest::files).orElse(List.of())) {
            assertThat(Digests.verify(plain, local(name + "/" + file.path()), file.length(), file.sha256()))
                    .as(file.path())
                    .isTrue();
            files.put(file.path(), read(name + "/" + file.path()));
        }
        return files;
    }

    /** The names in the folder of metadata. */
    List<String> metadata() throws IOException {
        return plain.filesBelow(local("out/_pooling")).stream()
                .map(file -> HadoopPaths.relative(file.path(), local("out/_pooling")))
                .toList();
    }

    /** The names beside the output, without those that were there from the start. */
    List<String> beside() throws IOException {
        List<String> own = PRECIOUS.stream().map(name -> name.split("/")[0]).toList();
        return plain.list(local(".")).stream()
                .map(Entry::name)
                .filter(name -> !own.contains(name))
                .toList();
    }

    void requirePreciousUntouched() {
        String found = PRECIOUS.stream().map(this::readUnchecked).collect(Collectors.joining(" "));
        assertThat(found).isEqualTo("precious precious precious precious precious");
    }

    private String readUnchecked(String name) {
        try {
            return read(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
