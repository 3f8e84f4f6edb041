package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.cli.Ended;
import io.sparkpooling.job.TensorFile.Row;
import io.sparkpooling.job.fault.MemoryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job from HDFS to HDFS, on a real name node and data node in this JVM. */
class HdfsRunTest {
    private static final List<Integer> SHAPE = List.of(1, 2, 2);

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private DistributedFileSystem hdfs;

    private void put(String name, long id) throws IOException {
        Path file = TensorFile.write(folder.resolve(name), SHAPE, List.of(Row.of(id, 1, 2, 3, id)));
        hdfs.copyFromLocalFile(new org.apache.hadoop.fs.Path(file.toUri()), new org.apache.hadoop.fs.Path("/" + name));
    }

    private Ended run(String expression, String mode) {
        return Ended.run(
                "--input",
                hdfs.getUri() + "/in",
                "--output",
                hdfs.getUri() + "/out",
                "--pool",
                expression,
                "--save-mode",
                mode);
    }

    private List<String> names(String below) throws IOException {
        return Arrays.stream(hdfs.listStatus(new org.apache.hadoop.fs.Path(below)))
                .map(status -> status.getPath().getName())
                .sorted()
                .toList();
    }

    private List<Long> ids() throws IOException {
        List<Long> ids = new ArrayList<>();
        for (FileStatus status : hdfs.listStatus(new org.apache.hadoop.fs.Path("/out"))) {
            if (status.isFile()) {
                Path local = folder.resolve("read/" + status.getPath().getName());
                hdfs.copyToLocalFile(status.getPath(), new org.apache.hadoop.fs.Path(local.toUri()));
                TensorFile.read(local).forEach(row -> ids.add(row.id()));
            }
        }
        return ids.stream().sorted().toList();
    }

    @Test
    void everySaveModeDoesOnHdfsWhatItDoesOnADisk() throws IOException {
        Configuration conf = new Configuration();
        conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
        try (MiniDFSCluster cluster =
                new MiniDFSCluster.Builder(conf).numDataNodes(1).build()) {
            hdfs = cluster.getFileSystem();
            hdfs.mkdirs(new org.apache.hadoop.fs.Path("/in"));
            put("in/a.parquet", 1);
            assertThat(run("max_pool2d(map, kernel_size=2)", "errorifexists")).isEqualTo(new Ended(0, ""));
            assertThat(run("max_pool2d(map, kernel_size=2)", "errorifexists")).isEqualTo(new Ended(0, ""));
            assertThat(ids()).containsExactly(1L);

            put("in/b.parquet", 2);
            assertThat(run("max_pool2d(map, kernel_size=2)", "append")).isEqualTo(new Ended(0, ""));
            assertThat(ids()).containsExactly(1L, 2L);
            assertThat(names("/out/_pooling")).contains("manifest-000001.json", "manifest-000002.json");

            Ended refused = run("avg_pool2d(map, kernel_size=2)", "errorifexists");
            assertThat(refused.exitCode()).isEqualTo(40);
            assertThat(refused.message()).startsWith("Cannot write output: " + hdfs.getUri() + "/out exists");
            assertThat(run("avg_pool2d(map, kernel_size=2)", "overwrite")).isEqualTo(new Ended(0, ""));
            assertThat(names("/out/_pooling")).contains("manifest-000001.json").doesNotContain("manifest-000002.json");
            assertThat(names("/")).containsExactly("in", "out");
            assertThat(Ended.command("report", hdfs.getUri() + "/out").exitCode())
                    .isZero();
        }
    }
}
