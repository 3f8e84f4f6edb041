package io.sparkpooling.bench;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/**
 * What most people write first: Spark reads the arrays, a Java UDF takes them as boxed floats and gives them back so, Spark
 * writes them. Spark is set up as well as it can be: zstd at the job's level, and batches that fit into memory.
 */
final class BoxedUdf implements UDF1<Seq<Float>, Float[]> {
    private static final long serialVersionUID = 1L;
    private static final int CHANNELS = 64;
    private static final int SIZE = 56;
    private static final int POOLED = SIZE / 2;

    @Override
    public Float[] call(Seq<Float> maps) {
        Float[] pooled = new Float[CHANNELS * POOLED * POOLED];
        for (int c = 0; c < CHANNELS; c++) {
            for (int oh = 0; oh < POOLED; oh++) {
                for (int ow = 0; ow < POOLED; ow++) {
                    int corner = (c * SIZE + 2 * oh) * SIZE + 2 * ow;
                    float upper = Math.max(maps.apply(corner), maps.apply(corner + 1));
                    float lower = Math.max(maps.apply(corner + SIZE), maps.apply(corner + SIZE + 1));
                    pooled[(c * POOLED + oh) * POOLED + ow] = Math.max(upper, lower);
                }
            }
        }
        return pooled;
    }

    /** Makes the function known, and Spark's batches so small that they fit into memory. */
    static void register(SparkSession spark) {
        spark.conf().set("spark.sql.parquet.columnarReaderBatchSize", 64);
        spark.udf().register("pool", new BoxedUdf(), DataTypes.createArrayType(DataTypes.FloatType));
    }

    /** Pools {@code files} into {@code output}. */
    static void run(SparkSession spark, List<Path> files, Path output, int level) {
        spark.read()
                .parquet(files.stream().map(Path::toString).toArray(String[]::new))
                .select(
                        functions.col("id"),
                        functions.callUDF("pool", functions.col("maps")).as("maps"))
                .write()
                .mode(SaveMode.Overwrite)
                .option("compression", "zstd")
                .option("parquet.compression.codec.zstd.level", level)
                .parquet(output.toString());
    }
}
