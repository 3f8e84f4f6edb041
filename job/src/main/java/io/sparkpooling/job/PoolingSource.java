package io.sparkpooling.job;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;
import scala.jdk.javaapi.CollectionConverters;

/** How far a run is, for whatever Spark's metrics are sent to: {@code <application>.driver.pooling.rows.pooled} and others. */
final class PoolingSource implements Source {
    static final String NAME = "pooling";

    private final MetricRegistry registry = new MetricRegistry();
    private final Tally tally;

    private PoolingSource(Tally tally) {
        this.tally = tally;
        gauge("units.total", RunCounts::units);
        gauge("units.finished", RunCounts::finishedUnits);
        gauge("rows.pooled", RunCounts::pooledRows);
        gauge("rows.rejected", RunCounts::rejectedRows);
        gauge("bytes.in", RunCounts::bytesIn);
        gauge("bytes.out", RunCounts::bytesOut);
    }

    private void gauge(String name, ToLongFunction<RunCounts> number) {
        Gauge<Long> gauge = () -> number.applyAsLong(tally.counts());
        registry.register(name, gauge);
    }

    /** Shows this run's counts from now on, to the end of the application or until the next run; takes those of the last away. */
    static void show(Tally tally) {
        MetricsSystem metrics = SparkEnv.get().metricsSystem();
        List.copyOf(CollectionConverters.asJava(metrics.getSourcesByName(NAME))).forEach(metrics::removeSource);
        metrics.registerSource(new PoolingSource(tally));
    }

    @Override
    public String sourceName() {
        return NAME;
    }

    @Override
    public MetricRegistry metricRegistry() {
        return registry;
    }
}
