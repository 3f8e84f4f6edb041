package io.sparkpooling.bench;

import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** The processor time of Spark's task threads: what the job itself takes, without the JIT, the collector and the driver. */
final class TaskTime extends SparkListener {
    private final SparkContext spark;
    private long nanoseconds;

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
        nanoseconds += end.taskMetrics().executorCpuTime();
    }

    /** The time since the last call, in seconds. */
    double take() throws Exception {
        spark.listenerBus().waitUntilEmpty();
        synchronized (this) {
            double seconds = nanoseconds / 1e9;
            nanoseconds = 0;
            return seconds;
        }
    }
}
