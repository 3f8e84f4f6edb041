package io.sparkpooling.job;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/** What tasks have done, by names under which Spark's web interface and event log show it, for each task and stage. */
record TaskCounters(
        LongAccumulator units,
        LongAccumulator pooledRows,
        LongAccumulator rejectedRows,
        LongAccumulator bytesIn,
        LongAccumulator bytesOut)
        implements Serializable {

    static TaskCounters in(SparkContext context) {
        return new TaskCounters(
                context.longAccumulator("units finished"),
                context.longAccumulator("rows pooled"),
                context.longAccumulator("rows rejected"),
                context.longAccumulator("stored bytes in"),
                context.longAccumulator("stored bytes out"));
    }

    void add(Unit unit, UnitResult result) {
        units.add(1);
        pooledRows.add(result.pooledRows());
        rejectedRows.add(result.rejectedRows());
        bytesIn.add(unit.storedBytes());
        bytesOut.add(result.writtenBytes());
    }
}
