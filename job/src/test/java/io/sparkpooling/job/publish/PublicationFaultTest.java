package io.sparkpooling.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.job.fault.Faults;
import io.sparkpooling.job.fault.MemoryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call to storage that a run makes is made to fail, in each way: the call fails, its answer is lost, the process dies
 * before it or half-way through it, the disk is full. Readers then see the old dataset or the new one, the
 * same run again finishes, and nothing of the user's is gone.
 */
class PublicationFaultTest {
    private static final TestRun OLD = TestRun.of("old", TestRun.Mode.NEW, "a/part-1.parquet", "part-0.parquet");
    private static final String[] NEW_PATHS = {"a/b/part-5.parquet", "a/part-4.parquet", "part-3.parquet"};

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private int grounds;

    /** What there is before the run. */
    enum Before {
        NOTHING,
        EMPTY_FOLDER,
        DATASET
    }

    /** A call that fails. */
    private record Fault(int call, Faults.Kind kind) {}

    static Stream<Arguments> localRuns() {
        List<Arguments> runs = new ArrayList<>();
        for (TestRun.Mode mode : TestRun.Mode.values()) {
            for (Before before : Before.values()) {
                if (mode != TestRun.Mode.NEW || before != Before.DATASET) {
                    runs.add(Arguments.of("file", mode, before));
                }
            }
        }
        return runs.stream();
    }

    /**
     * The two file systems differ in their moves only, so on the second one each way of publishing is tried once; as on an
     * object store.
     */
    static Stream<Arguments> runs() {
        return Stream.concat(
                localRuns(),
                Stream.of(
                        Arguments.of("fault", TestRun.Mode.NEW, Before.NOTHING),
                        Arguments.of("fault", TestRun.Mode.OVERWRITE, Before.DATASET),
                        Arguments.of("fault", TestRun.Mode.APPEND, Before.DATASET),
                        Arguments.of("objects", TestRun.Mode.NEW, Before.NOTHING),
                        Arguments.of("objects", TestRun.Mode.NEW, Before.EMPTY_FOLDER),
                        Arguments.of("objects", TestRun.Mode.OVERWRITE, Before.DATASET),
                        Arguments.of("objects", TestRun.Mode.APPEND, Before.DATASET)));
    }

    @AfterEach
    void noFaults() {
        Faults.none();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aRunThatIsCutAnywhereIsFinishedByTheSameRun(String scheme, TestRun.Mode mode, Before before)
            throws IOException {
        TestRun run = TestRun.of("new", mode, NEW_PATHS);
        List<Fault> faults = faults(scheme, run, before);
        assertThat(faults).hasSizeGreaterThan(50);
        for (Fault fault : faults) {
            cutAndRunAgain(scheme, run, before, fault);
        }
    }

    @ParameterizedTest
    @MethodSource("localRuns")
    void aRunThatIsCutAnywhereIsSafeFromAnotherRun(String scheme, TestRun.Mode mode, Before before) throws IOException {
        TestRun run = TestRun.of("new", mode, NEW_PATHS);
        TestRun other = TestRun.of("other", TestRun.Mode.OVERWRITE, "part-0.parquet", "z/part-9.parquet");
        List<Fault> faults = faults(scheme, run, before);
        faults.removeIf(fault -> !fault.kind().name().startsWith("KILL"));
        for (Fault fault : faults) {
            Ground ground = ground(scheme, before);
            String where = cut(ground, run, fault);
            other.run(ground);
            assertThat(ground.listed("out")).as(where).isEqualTo(other.result());
            assertThat(ground.counted("out")).as(where).isEqualTo(other.result());
            ground.requirePreciousUntouched();
        }
    }

    /** All faults that differ: how units are staged depends neither on the mode nor on what is there, so once is enough. */
    private List<Fault> faults(String scheme, TestRun run, Before before) throws IOException {
        Ground ground = ground(scheme, before);
        Faults.none();
        run.run(ground);
        List<Fault> faults = new ArrayList<>();
        boolean staging = run.mode() == TestRun.Mode.NEW && before == Before.NOTHING;
        boolean publishing = false;
        for (int call = 0; call < Faults.calls(); call++) {
            publishing |= Faults.call(call).contains("report.json");
            if (staging || publishing) {
                addFaults(faults, call);
            }
        }
        return faults;
    }

    private static void addFaults(List<Fault> faults, int call) {
        boolean write = Faults.call(call).startsWith("write ");
        faults.add(new Fault(call, Faults.Kind.FAIL_BEFORE));
        faults.add(new Fault(call, Faults.Kind.FAIL_AFTER));
        faults.add(new Fault(call, Faults.Kind.KILL_BEFORE));
        if (write) {
            faults.add(new Fault(call, Faults.Kind.DISK_FULL));
        }
        if (write || Faults.call(call).startsWith("delete ")) {
            faults.add(new Fault(call, Faults.Kind.KILL_WITHIN));
        }
    }

    private Ground ground(String scheme, Before before) throws IOException {
        Faults.none();
        Ground ground = Ground.in(folder.resolve("ground" + grounds++), scheme);
        switch (before) {
            case NOTHING -> {}
            case EMPTY_FOLDER -> ground.createFolder("out");
            case DATASET -> OLD.run(ground);
        }
        return ground;
    }

    private static String cut(Ground ground, TestRun run, Fault fault) {
        Faults.at(fault.call(), fault.kind());
        String outcome = "done";
        try {
            run.run(ground);
        } catch (IOException e) {
            outcome = e.toString();
        }
        String where = "%s, %s: %s".formatted(fault, Faults.call(fault.call()), outcome);
        Faults.none();
        return where;
    }

    private void cutAndRunAgain(String scheme, TestRun run, Before before, Fault fault) throws IOException {
        Ground ground = ground(scheme, before);
        Map<String, String> old = before == Before.DATASET ? OLD.result() : Map.of();
        Map<String, String> result = new TreeMap<>(run.result());
        if (run.mode() == TestRun.Mode.APPEND) {
            result.putAll(old);
        }
        String where = cut(ground, run, fault);
        if (scheme.equals("objects")) {
            assertThat(ground.counted("out")).as(where).isIn(old, result);
        } else {
            requireOldOrNew(ground, old, result, fault.kind(), where);
        }
        ground.requirePreciousUntouched();

        run.run(ground);
        assertThat(ground.listed("out")).as(where).isEqualTo(result);
        assertThat(ground.counted("out")).as(where).isEqualTo(result);
        assertThat(ground.read("out/_pooling/report.json")).as(where).isEqualTo("report of new");
        assertThat(ground.metadata()).as(where).isEqualTo(metadata(scheme, run, before));
        assertThat(ground.beside()).as(where).containsExactly("out");
        ground.requirePreciousUntouched();
        ground.delete(".");
    }

    private static List<String> metadata(String scheme, TestRun run, Before before) {
        if (scheme.equals("objects") && run.mode() == TestRun.Mode.OVERWRITE) {
            return List.of("manifest-000002.json", "rejects/unit-new-0.parquet", "report.json");
        }
        return run.mode() == TestRun.Mode.APPEND && before == Before.DATASET
                ? List.of(
                        "manifest-000001.json",
                        "manifest-000002.json",
                        "rejects/unit-new-0.parquet",
                        "rejects/unit-old-0.parquet",
                        "report.json")
                : List.of("manifest-000001.json", "rejects/unit-new-0.parquet", "report.json");
    }

    /** By the manifest, always; by the folder's names too, except in the midst of an append that was killed. */
    private static void requireOldOrNew(
            Ground ground, Map<String, String> old, Map<String, String> result, Faults.Kind kind, String where)
            throws IOException {
        boolean killed = kind.name().startsWith("KILL");
        if (killed && !old.isEmpty() && !ground.exists("out")) {
            assertThat(ground.beside().stream().filter(name -> name.startsWith("out.old-")))
                    .as(where)
                    .singleElement()
                    .satisfies(aside -> assertThat(ground.counted(aside)).isEqualTo(old));
            return;
        }
        assertThat(ground.counted("out")).as(where).isIn(old, result);
        if (!killed || !result.keySet().containsAll(old.keySet())) {
            assertThat(ground.listed("out")).as(where).isIn(old, result);
        }
    }
}
