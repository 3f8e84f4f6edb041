package io.sparkpooling.cli;

import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;

/** Starts Spark for a command, or gives a command that needs none its configuration of file systems. */
final class SparkStart {
    private static final String DEFAULT_MASTER = "local[*,4]";

    private SparkStart() {}

    /** A context on the master that the user named to us, else the one that spark-submit was told, else on this machine. */
    static JavaSparkContext context(Optional<String> master) {
        SparkConf conf = new SparkConf().set("spark.ui.showConsoleProgress", "false");
        conf.setIfMissing("spark.app.name", "spark-pooling");
        conf.setMaster(master.orElse(conf.get("spark.master", DEFAULT_MASTER)));
        return new JavaSparkContext(conf);
    }

    /** Hadoop's configuration as Spark would have it. */
    static Configuration hadoop() {
        return SparkHadoopUtil.get().newConfiguration(new SparkConf());
    }
}
