package io.sparkpooling.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.job.LocalSpark;
import io.sparkpooling.kernel.Kernels;
import io.sparkpooling.kernel.OneTensor;
import io.sparkpooling.kernel.RowKernel;
import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Operations;
import io.sparkpooling.pooling.Parameter;
import io.sparkpooling.pooling.ParameterType;
import io.sparkpooling.pooling.Pooling;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations as SQL functions; nothing but the service file tells Spark of them. */
class SqlFunctionsTest {
    private static final Shape SHAPE = Shape.of(2, 6, 7, 8);
    private static SparkSession spark;

    @BeforeAll
    static void startSession() {
        LocalSpark.context();
        spark = SparkSession.builder().getOrCreate();
        spark.sql("SELECT transform(sequence(0, %d), i -> cast((i * 37 %% 101) / 8 - 3 AS float)) AS features"
                        .formatted(SHAPE.elementCount() - 1))
                .createOrReplaceTempView("flat");
        spark.sql("SELECT array(array(1f, 2f, 3f, 4f), array(5f, 6f, 7f, 8f)) AS features, array(1, 0, 1, 1) AS seen")
                .createOrReplaceTempView("t");
    }

    static Stream<Operation> operationsOnOneColumn() {
        return Operations.all().stream()
                .filter(operation -> operation.parameters().stream().noneMatch(SqlFunctionsTest::isRequiredColumn));
    }

    private static boolean isRequiredColumn(Parameter parameter) {
        return (parameter.type() == ParameterType.COLUMN || parameter.name().equals("input_shape"))
                && parameter.defaultValue().isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operationsOnOneColumn")
    void everyOperationGivesWhatItsPlainLoopsGive(Operation operation) {
        String call = SqlText.example(operation).replace("features", "features, shape => array(2, 6, 7, 8)");
        Row row = spark.sql("SELECT %s FROM flat".formatted(call)).first();
        Object result = row.get(0) instanceof Row struct ? struct.get(0) : row.get(0);

        TensorType type = TensorType.of(ElementType.FLOAT32, SHAPE);
        Pooling pooling = PoolingExpression.parse(operation.example()).bind(type);
        Object expected =
                pooling.output().elementType().newArray(pooling.output().shape().elementCount());
        OneTensor.pool(Kernels.plainLoops(pooling), pooling, values(), 0, expected, 0);
        assertThat(numbers(result)).isEqualTo(boxed(expected));
    }

    private static float[] values() {
        float[] values = new float[SHAPE.elementCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (i * 37 % 101 / 8.0 - 3);
        }
        return values;
    }

    private static List<Object> boxed(Object carrier) {
        List<Object> boxed = new ArrayList<>();
        for (int i = 0; i < Array.getLength(carrier); i++) {
            boxed.add(Array.get(carrier, i));
        }
        return boxed;
    }

    private static List<Object> numbers(Object result) {
        return new ArrayList<>(scala.jdk.javaapi.CollectionConverters.asJava((scala.collection.Seq<?>) result));
    }

    private static String json(String call) {
        return spark.sql("SELECT to_json(struct(%s AS r)) FROM t".formatted(call))
                .first()
                .getString(0);
    }

    /** As those of Spark's own functions. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_pool1d(features, 2)",
                "avg_pool1d(t.features, kernel_size => 2, mask => seen)",
                "max_pool2d(features, kernel_size => array(2, 1))",
                "max_pool1d(flatten(features), 2, shape => array(2, 4))",
                "size(max_pool1d(features, 2))",
                "sequence_pool(features, lengths => 1)"
            })
    void aColumnWithoutANameIsNamedAsItsCall(String call) {
        assertThat(spark.sql("SELECT %s FROM t".formatted(call)).columns()).containsExactly(call.replace("t.", ""));
    }

    @Test
    void theSameCallIsTheSameInEveryClauseAndInCopies() {
        Dataset<Row> groups = spark.sql("SELECT max_pool1d(features, 2), count(*) FROM t"
                + " WHERE max_pool1d(features, 2)[0][0] = 2 GROUP BY max_pool1d(features, 2)");
        assertThat(groups.columns()).containsExactly("max_pool1d(features, 2)", "count(1)");
        assertThat(groups.collectAsList()).hasSize(1);
        assertThat(groups.queryExecution().optimizedPlan().clone().toString())
                .contains("max_pool1d(features, 2)")
                .doesNotContain("static_invoke");
        Expression call = groups.queryExecution().analyzed().expressions().head();
        assertThat(call.clone().toString()).isEqualTo(call.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_pool1d(features, kernel_size => 2) | {\"r\":[[2.0,4.0],[6.0,8.0]]}",
                "max_pool1d(features, 2) | {\"r\":[[2.0,4.0],[6.0,8.0]]}",
                "max_pool2d(features, kernel_size => array(2, 1)) | {\"r\":[[5.0,6.0,7.0,8.0]]}",
                "avg_pool1d(features, kernel_size => 2, mask => seen) | {\"r\":[[1.0,3.5],[5.0,7.5]]}",
                "max_pool1d(features, kernel_size => 2, return_indices => true)"
                        + " | {\"r\":{\"values\":[[2.0,4.0],[6.0,8.0]],\"indices\":[[1,3],[1,3]]}}",
                "max_pool1d(cast(NULL AS array<array<float>>), kernel_size => 2) | {}",
                "max_pool1d(array(1, 7, 3, 4), kernel_size => 2) | {\"r\":[7,4]}",
                "avg_pool1d(array(1d, 2d, 3d, 5d), kernel_size => 2) | {\"r\":[1.5,4.0]}",
                "max_unpool1d(array(2f, 4f), indices => array(1L, 3L), kernel_size => 2) | {\"r\":[0.0,2.0,0.0,4.0]}",
                "max_pool1d_backward(array(2f, 4f), indices => array(1L, 1L), input_shape => 4) | {\"r\":[0.0,6.0,0.0,0.0]}",
                "avg_pool1d_backward(array(1f, 2f), input_shape => 4, kernel_size => 2, shape => array(2))"
                        + " | {\"r\":[0.5,0.5,1.0,1.0]}",
                "avg_pool1d_backward(array(array(1f, 2f)), input_shape => 4, kernel_size => 2) | {\"r\":[[0.5,0.5,1.0,1.0]]}",
                "MAX_POOL1D(FEATURES => features, Kernel_Size => 2) | {\"r\":[[2.0,4.0],[6.0,8.0]]}",
                "max_pool1d(features, 3, 1, 1) | {\"r\":[[2.0,3.0,4.0,4.0],[6.0,7.0,8.0,8.0]]}",
                "max_pool2d(features, 2, shape => array(2, 4)) | {\"r\":[[6.0,8.0]]}",
                "sequence_pool(features, lengths => 1) | {\"r\":[1.0,2.0,3.0,4.0]}",
                "sequence_pool(features, lengths => cast(NULL AS int)) | {}",
                "max_unpool2d(array(7f), indices => array(3L), kernel_size => 2, shape => array(1, 1))"
                        + " | {\"r\":[0.0,0.0,0.0,7.0]}",
                "max_pool1d(sequence(1, 200), kernel_size => 100) | {\"r\":[100,200]}",
                "lp_pool1d(array(3d, 4d), norm_type => 2.0, kernel_size => 2) | {\"r\":[5.0]}",
                "max_pool2d(array(1f, 2f, 3f, 4f), kernel_size => 2, shape => array(2, 2)) | {\"r\":[4.0]}"
            })
    void poolsArrays(String call, String expected) {
        assertThat(json(call)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_pool1d(features, kernel_size => 0) | Invalid kernel_size: 0 (must be a positive integer",
                "max_pool1d(features, kernelsize => 2) | Unknown parameter of max_pool1d: kernelsize (did you mean kernel_size?",
                "fractional_max_pool2d(array(array(1f)), 1, 1, random_samples => array(0.5f)) | Invalid random_samples: ",
                "max_pool1d(features, kernel_size => 2, 3) | Invalid argument of max_pool1d: 3 (arguments without a name",
                "global_avg_pool(features, NULL, NULL, 'propagate', NULL, NULL, NULL, 'pytorch', 1, 2, 3, 4) | is one too many",
                "max_pool1d(features, 2, KERNEL_SIZE => 2) | Duplicate parameter: kernel_size of max_pool1d",
                "max_pool1d(array(1, 2), 2, dtype => 'int32') | Invalid dtype: int32 (a column of ARRAY<INT> says it itself)",
                "max_pool1d(array(array(1)), 2, shape => array(1)) | Invalid shape: 1 (arrays of 2 levels have as many axes)",
                "max_pool1d(X'00', 2, dtype => 'int8') | Missing shape: raw bytes need shape and dtype, .npy files neither",
                "max_pool1d(X'00', 2, shape => array(1)) | Missing dtype: raw bytes need shape and dtype, .npy files neither",
                "max_pool1d(X'00', 2, shape => array(1), dtype => 'f4') | Unknown element type: f4 (known: float16",
                "max_pool1d(named_struct('data', array(1), 'sizes', array(1)), 2) | (must be arrays of numbers, a struct of data",
                "max_pool1d(named_struct('data', X'00', 'shape', array(1)), 2) | Missing dtype: raw bytes need it",
                "max_pool2d(named_struct('data', array(1), 'shape', array(1)), 2, stride => 0) | Invalid stride: 0",
                "max_pool1d(features) | Missing parameter of max_pool1d: kernel_size",
                "max_pool1d(kernel_size => 2) | Missing argument of max_pool1d: features",
                "max_pool1d('x', kernel_size => 2) | Invalid features: STRING (must be arrays of numbers, a struct of data and shape, or binary)",
                "max_pool3d(features, kernel_size => 2) | Cannot pool float32",
                "max_pool1d(features, kernel_size => size(features)) | Invalid kernel_size: size(t.features) (must be a constant)"
            })
    void refusesAWrongCallWhenItIsAnalysed(String call, String message) {
        assertThatThrownBy(() -> spark.sql("SELECT %s FROM t".formatted(call)))
                .isInstanceOf(org.apache.spark.sql.AnalysisException.class)
                .hasMessageContaining(message);
    }

    @Test
    void namesWhatIsWrongWithARow() {
        assertThatThrownBy(() -> spark.sql("SELECT max_pool1d(array(array(1, 2), array(3)), 2)")
                        .collect())
                .hasStackTraceContaining("Cannot pool a row with max_pool1d: 1 values on axis 1 of 2x2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "array(1f, cast(id AS float))",
                "array(array(1f, cast(id AS float)))",
                "struct(array(1f, cast(id AS float)) AS data, array(2) AS shape)",
                "encode(cast(id AS string), 'UTF-8')"
            })
    void takesPartInWholeStageCodeGeneration(String tensor) {
        String plan = spark.sql("EXPLAIN SELECT max_pool1d(f, kernel_size => 2) FROM (SELECT %s AS f FROM range(3))"
                        .formatted(tensor))
                .first()
                .getString(0);
        assertThat(plan)
                .contains("*(1) Project [max_pool1d(f, kernel_size => 2)")
                .doesNotContain("CodegenFallback");
    }

    @Test
    void rowsOfAlternatingShapesKeepTheirKernels() {
        Plan plan = new Plan(PoolingExpression.parse("max_pool1d(features, kernel_size=2)"), List.of());
        List<TensorType> small = List.of(TensorType.of(ElementType.FLOAT32, Shape.of(2, 4)));
        List<TensorType> large = List.of(TensorType.of(ElementType.FLOAT32, Shape.of(2, 8)));
        RowKernel first = plan.kernel(small);
        assertThat(plan.kernel(large)).isNotSameAs(first);
        assertThat(plan.kernel(small)).isSameAs(first);
        for (int size = 10; size < 40; size++) {
            plan.kernel(List.of(TensorType.of(ElementType.FLOAT32, Shape.of(2, size))));
        }
        assertThat(plan.kernel(small)).isNotSameAs(first);
    }

    @Test
    void describesItself() {
        String description = spark.sql("DESCRIBE FUNCTION EXTENDED max_pool2d")
                .collectAsList()
                .toString();
        assertThat(description)
                .contains("The largest element of each window.")
                .contains(
                        "Arguments:",
                        "* kernel_size - a positive integer",
                        "(required)",
                        "* ceil_mode - true or false (default false)")
                .contains("SELECT max_pool2d(features, kernel_size => 3, stride => 2, padding => 1) FROM t");
    }
}
