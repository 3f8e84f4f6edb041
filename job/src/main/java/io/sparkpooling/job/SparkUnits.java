package io.sparkpooling.job;

import io.sparkpooling.report.Quantity;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/**
 * Runs units as the tasks of one Spark job, one task a unit, and hands over each result as it arrives. The first unit that
 * cannot be finished ends the job.
 */
final class SparkUnits {
    private static final AtomicLong GROUPS = new AtomicLong();
    private static final String DEFAULT_ATTEMPTS = "4";

    private final JavaSparkContext spark;

    SparkUnits(JavaSparkContext spark) {
        this.spark = spark;
    }

    /**
     * Runs every unit once, or as often as Spark has to.
     *
     * @param results told of each result, one at a time, in the order of their arrival
     * @throws JobFailedException if a unit cannot be finished
     */
    void run(List<Unit> units, TaskSpec spec, Consumer<UnitResult> results) {
        AtomicReference<UnitOutcome.Failed> failed = new AtomicReference<>();
        AtomicInteger outstanding = new AtomicInteger(units.size());
        SparkContext context = spark.sc();
        String group = "spark-pooling-" + GROUPS.incrementAndGet();
        TaskCounters counters = TaskCounters.in(context);
        JavaRDD<Unit> tasks = spark.parallelize(units, units.size()).setName("units");
        Function2<Object, UnitOutcome, BoxedUnit> taken = (index, outcome) -> {
            int others = outstanding.decrementAndGet();
            if (outcome instanceof UnitOutcome.Finished finished) {
                results.accept(finished.result());
            } else if (failed.compareAndSet(null, (UnitOutcome.Failed) outcome) && others > 0) {
                context.cancelJobGroup(group);
            }
            return BoxedUnit.UNIT;
        };
        describe(group, units, spec);
        try {
            context.runJob(
                    tasks.rdd(),
                    work(spec, counters, new SerializableConfiguration(spark.hadoopConfiguration()), attempts()),
                    CollectionConverters.asScala(List.copyOf(indices(units.size())))
                            .toSeq(),
                    taken,
                    ClassTag$.MODULE$.apply(UnitOutcome.class));
        } catch (Exception e) {
            throw failure(failed.get(), e);
        } finally {
            context.clearJobGroup();
            context.clearCallSite();
        }
        if (failed.get() != null) {
            throw failure(failed.get(), null);
        }
    }

    /** What Spark's web interface says of the job and its stage. No name of a file: the interface has its own readers. */
    private void describe(String group, List<Unit> units, TaskSpec spec) {
        int unreadable = spec.rejectedFiles().size();
        String again =
                unreadable == 0 ? "" : " again, without %s".formatted(Quantity.count(unreadable, "unreadable file"));
        spark.setJobGroup(group, "pool " + Quantity.count(units.size(), "unit") + again, true);
        spark.sc().setCallSite("pool units");
    }

    private static List<Object> indices(int count) {
        return IntStream.range(0, count).<Object>mapToObj(Integer::valueOf).toList();
    }

    private static Function2<TaskContext, Iterator<Unit>, UnitOutcome> work(
            TaskSpec spec, TaskCounters counters, SerializableConfiguration hadoop, int attempts) {
        return (Function2<TaskContext, Iterator<Unit>, UnitOutcome> & Serializable) (context, units) -> {
            Unit unit = units.next();
            UnitOutcome outcome = outcome(context, unit, spec, hadoop, attempts);
            if (outcome instanceof UnitOutcome.Finished finished) {
                counters.add(unit, finished.result());
            }
            return outcome;
        };
    }

    private static UnitOutcome outcome(
            TaskContext context, Unit unit, TaskSpec spec, SerializableConfiguration hadoop, int attempts) {
        RootLocale.use();
        boolean last = context.attemptNumber() + 1 >= attempts;
        Attempt attempt = new Attempt(
                context.taskAttemptId(),
                context.attemptNumber(),
                System.currentTimeMillis(),
                SparkEnv.get().executorId());
        UnitTask task = new UnitTask(spec, unit, hadoop.value(), attempt, context::killTaskIfInterrupted);
        try {
            return task.run(last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often Spark tries a task: {@code local[N]} once, {@code local[N,F]} F times, a cluster as it is configured. */
    private int attempts() {
        String master = spark.master();
        if (master.startsWith("local") && !master.startsWith("local-cluster")) {
            int comma = master.indexOf(',');
            return comma < 0
                    ? 1
                    : Integer.parseInt(
                            master.substring(comma + 1, master.length() - 1).strip());
        }
        return Integer.parseInt(spark.getConf().get("spark.task.maxFailures", DEFAULT_ATTEMPTS));
    }

    private static RuntimeException failure(UnitOutcome.Failed failed, Throwable cause) {
        if (failed != null) {
            return new JobFailedException(failed.failure(), failed.message(), cause);
        }
        if (cause instanceof SparkException) {
            return new JobFailedException(Failure.STORAGE, "Cannot finish the Spark job: " + cause.getMessage(), cause);
        }
        return new IllegalStateException(cause);
    }
}
