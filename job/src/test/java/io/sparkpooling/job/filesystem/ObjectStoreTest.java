package io.sparkpooling.job.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.job.s3.S3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link Store} on S3, by Hadoop's own client. */
class ObjectStoreTest {
    private static final S3Server S3 = S3Server.start();
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static int tests;

    private final Configuration conf = new Configuration();
    private Path root;
    private Store store;

    @BeforeEach
    void aBucket() throws IOException {
        S3.configure(conf);
        root = new Path("s3a://bucket" + tests++ + "/top");
        store = Store.of(root, conf);
    }

    @AfterAll
    static void stop() {
        S3.close();
    }

    private Path path(String name) {
        return HadoopPaths.child(root, name);
    }

    private List<String> names() throws IOException {
        return store.filesBelow(root).stream()
                .map(file -> HadoopPaths.relative(file.path(), root))
                .toList();
    }

    @Test
    void nothingIsRenamedInOneStep() {
        assertThat(store.renames()).isFalse();
    }

    @Test
    void filesAreWrittenListedMovedReplacedAndDeleted() throws IOException {
        store.write(path("b/inner/deep"), CONTENT);
        store.write(path("a"), CONTENT);
        assertThat(names()).containsExactly("a", "b/inner/deep");
        assertThat(store.list(root)).extracting(Entry::name).containsExactly("a", "b");
        assertThat(store.list(root)).extracting(Entry::isFolder).containsExactly(false, true);
        store.move(path("a"), path("c/d"));
        assertThatThrownBy(() -> store.move(path("b/inner/deep"), path("c/d")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/top/c/d");
        store.write(path("e"), new byte[] {1});
        store.replace(path("e"), path("c/d"));
        assertThat(store.read(path("c/d"))).containsExactly(1);
        store.delete(path("b"));
        store.delete(path("b"));
        assertThat(names()).containsExactly("c/d");
        assertThat(store.find(path("none"))).isEmpty();
    }

    @Test
    void aLargeFileGoesUpInPartsAndIsTheSame() throws IOException {
        conf.set("fs.s3a.multipart.size", "5M");
        Store inParts = Store.of(new Path("s3a://parts/"), conf);
        byte[] large = new byte[11 << 20];
        new Random(1).nextBytes(large);
        inParts.write(new Path("s3a://parts/large"), large);
        assertThat(S3.content("parts/large")).isEqualTo(large);
        assertThat(inParts.read(new Path("s3a://parts/large"))).isEqualTo(large);
    }

    @Test
    void ofSeveralWhoCreateAFileOnlyIfAbsentOneSucceeds() throws Exception {
        Store.ConditionalCreate create = store.conditionalCreate().orElseThrow();
        int writers = 8;
        CyclicBarrier start = new CyclicBarrier(writers);
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<Boolean>> tries = IntStream.range(0, writers)
                    .<Callable<Boolean>>mapToObj(writer -> () -> {
                        start.await();
                        return created(create, (byte) writer);
                    })
                    .toList();
            List<Future<Boolean>> outcomes = threads.invokeAll(tries);
            int winner = -1;
            int winners = 0;
            for (int writer = 0; writer < writers; writer++) {
                if (outcomes.get(writer).get()) {
                    winner = writer;
                    winners++;
                }
            }
            assertThat(winners).isEqualTo(1);
            assertThat(store.read(path("once"))).containsExactly(winner);
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean created(Store.ConditionalCreate create, byte content) {
        try {
            create.create(path("once"), new byte[] {content});
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void withoutConditionalRequestsNothingIsCreatedOnlyIfAbsent() throws IOException {
        conf.set("fs.s3a.create.conditional.enabled", "false");
        Path file = new Path("s3a://unconditional/file");
        Store.ConditionalCreate create =
                Store.of(file, conf).conditionalCreate().orElseThrow();
        assertThatThrownBy(() -> create.create(file, CONTENT))
                .isInstanceOf(StorageException.class)
                .hasMessage("Cannot create s3a://unconditional/file only if it is absent: its file system S3AFileSystem"
                        + " does not offer that (S3A of Hadoop 3.5 does, unless fs.s3a.create.conditional.enabled is"
                        + " false)");
        assertThat(S3.names("unconditional/")).isEmpty();
    }
}
