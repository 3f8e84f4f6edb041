package io.sparkpooling.bench;

import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * The time of Spark's tasks: what the job itself takes, without the driver; by the processor time of their threads also without the JIT
 * and the collector.
 */
final class TaskTime extends SparkListener {
    private final SparkContext spark;
    private long processorNanoseconds;
    private long elapsedMilliseconds;

    /** What all tasks took together. */
    record Taken(double elapsedSeconds, double processorSeconds) {}

    private TaskTime(SparkContext spark) {
        this.spark = spark;
    }

    /** Listens to the tasks of {@code spark} from now on. */
    static TaskTime of(SparkContext spark) {
        TaskTime time = new TaskTime(spark);
        spark.addSparkListener(time);
        return time;
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        processorNanoseconds += end.taskMetrics().executorCpuTime();
        elapsedMilliseconds += end.taskMetrics().executorRunTime();
    }

    /** The time since the last call. */
    Taken take() throws Exception {
        spark.listenerBus().waitUntilEmpty();
        synchronized (this) {
            Taken taken = new Taken(elapsedMilliseconds / 1e3, processorNanoseconds / 1e9);
            processorNanoseconds = 0;
            elapsedMilliseconds = 0;
            return taken;
        }
    }
}
