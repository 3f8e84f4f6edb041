package io.sparkpooling.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.job.LocalSpark;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQL functions whose results differ in shape from each other, or in rank from what they read. */
class PyramidFunctionsTest {
    private static SparkSession spark;

    @BeforeAll
    static void startSession() {
        LocalSpark.context();
        spark = SparkSession.builder().getOrCreate();
        spark.sql("SELECT array(array(array(1f, 2f, 3f, 4f), array(5f, 6f, 7f, 8f))) AS features")
                .createOrReplaceTempView("maps");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pyramid_pool2d(features, levels => 1) | {\"r\":{\"level1\":[[[3.5,5.5]]]}}",
                "pyramid_pool2d(features, levels => 2, kernel_size => array(1, 2), reduction => 'max')"
                        + " | {\"r\":{\"level1\":[[[2.0,4.0],[6.0,8.0]]],\"level2\":[[[4.0],[8.0]]]}}",
                "spatial_pyramid_pool(features, levels => array(1, 2)) | {\"r\":[8.0,2.0,4.0,6.0,8.0]}",
                "roi_pool(features, boxes => array(array(1f, 0f, 2f, 1f), array(0, 0, 0, 0)), output_size => 1)"
                        + " | {\"r\":[[[[7.0]]],[[[1.0]]]]}",
                "roi_align(features, boxes => array(0d, 0d, 4d, 2d), output_size => array(1, 2), aligned => true)"
                        + " | {\"r\":[[[[3.5,5.5]]]]}",
                "rmac(features, levels => 1, eps => 0.000000001) | {\"r\":[4.0]}"
            })
    void givesWhatTheOperationGives(String call, String expected) {
        assertThat(spark.sql("SELECT to_json(struct(%s AS r)) FROM maps".formatted(call))
                        .first()
                        .getString(0))
                .isEqualTo(expected);
    }
}
