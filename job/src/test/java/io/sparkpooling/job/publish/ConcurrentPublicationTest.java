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
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several runs to one output at the same time, while readers look: one complete dataset at any moment, none of two mixed. */
class ConcurrentPublicationTest {
    private static final TestRun OLD = TestRun.of("old", TestRun.Mode.NEW, "part-0.parquet", "a/part-1.parquet");
    private static final int ROUNDS = 40;

    @TempDir(factory = MemoryFolder.class)
    Path folder;

    private List<Throwable> together(List<TestRun> runs, Ground ground) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(runs.size());
        CyclicBarrier start = new CyclicBarrier(runs.size());
        try {
            List<Future<Throwable>> outcomes = new ArrayList<>();
            for (TestRun run : runs) {
                outcomes.add(threads.submit(outcome(run, ground, start)));
            }
            List<Throwable> failures = new ArrayList<>();
            for (Future<Throwable> outcome : outcomes) {
                failures.add(outcome.get());
            }
            return failures;
        } finally {
            threads.shutdownNow();
        }
    }

    /** The failure of a run; an exception that stands for none when there was none. */
    private static Callable<Throwable> outcome(TestRun run, Ground ground, CyclicBarrier start) {
        return () -> {
            start.await();
            try {
                run.run(ground);
                return new NoFailure();
            } catch (IOException e) {
                return e;
            }
        };
    }

    private static final class NoFailure extends Exception {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @CsvSource({"file, NEW", "file, OVERWRITE", "file, APPEND", "objects, NEW", "objects, OVERWRITE", "objects, APPEND"
    })
    void differentRunsNeverMix(String scheme, TestRun.Mode mode) throws Exception {
        Faults.none();
        for (int round = 0; round < ROUNDS; round++) {
            Ground ground = Ground.in(folder.resolve("r" + round), scheme);
            if (mode != TestRun.Mode.NEW) {
                OLD.run(ground);
            }
            List<TestRun> runs = List.of(
                    TestRun.of("one", mode, "part-2.parquet", "b/part-3.parquet"),
                    TestRun.of("two", mode, "part-4.parquet", "b/part-5.parquet"),
                    TestRun.of("three", mode, "part-6.parquet"));
            List<Throwable> failures = together(runs, ground);

            List<TestRun> winners = with(NoFailure.class, runs, failures);
            assertThat(winners).as("%s", failures).isNotEmpty();
            requireConsistent(ground, mode, winners, failures);
            if (!scheme.equals("objects") || mode != TestRun.Mode.APPEND) {
                assertThat(ground.listed("out")).as("%s", failures).isEqualTo(ground.counted("out"));
            }
            ground.requirePreciousUntouched();
        }
    }

    private static List<TestRun> with(Class<?> outcome, List<TestRun> runs, List<Throwable> outcomes) {
        List<TestRun> with = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            if (outcome.isInstance(outcomes.get(i))) {
                with.add(runs.get(i));
            }
        }
        return with;
    }

    private static void requireConsistent(
            Ground ground, TestRun.Mode mode, List<TestRun> winners, List<Throwable> failures) throws IOException {
        if (mode == TestRun.Mode.APPEND) {
            Map<String, String> all = new TreeMap<>(OLD.result());
            winners.forEach(winner -> all.putAll(winner.result()));
            assertThat(ground.counted("out")).as("%s", failures).isEqualTo(all);
        } else {
            assertThat(ground.counted("out"))
                    .as("%s", failures)
                    .isIn(winners.stream().map(TestRun::result).toList());
        }
    }
}
