package io.sparkpooling.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.configuration.Layers;
import io.sparkpooling.job.OperationCase.Column;
import io.sparkpooling.pooling.Operation;
import io.sparkpooling.pooling.Operations;
import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Every row of the table of operations, as its example says it: on the command line, in a YAML file and in SQL. All give what the
 * plain loops give, bit for bit; other tests prove those.
 */
class EveryOperationTest {
    /** Companions that no example has. */
    private static final List<String> WITH_COMPANIONS = List.of(
            "avg_pool2d(features, kernel_size=2, mask='seen')",
            "avg_pool2d(features, kernel_size=2, weights='importance')",
            "quantile_pool2d(features, q=0.3, kernel_size=2, weights='importance')",
            "blur_pool2d(features, weights='importance')",
            "sequence_pool(features, axes=[2], mode=['mean', 'max'], lengths='tokens')",
            "statistics_pool(features, axes=[2], lengths='tokens')",
            "max_pool2d(features, kernel_size=2, return_indices=true)",
            "fractional_max_pool2d(features, kernel_size=2, output_size=3, random_samples='samples')");

    private static SparkSession spark;

    @TempDir
    Path folder;

    @BeforeAll
    static void startSession() {
        LocalSpark.context();
        spark = SparkSession.builder().getOrCreate().newSession();
        // else constant rows are computed while the query is planned, and not by generated code
        spark.conf()
                .set(
                        "spark.sql.optimizer.excludedRules",
                        "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation");
    }

    static Stream<Operation> operations() {
        return Operations.all().stream();
    }

    static Stream<String> expressions() {
        return Stream.concat(operations().map(Operation::example), WITH_COMPANIONS.stream());
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void worksOnTheCommandLine(String expression) throws IOException {
        OperationCase row = OperationCase.of(expression);
        List<String> options = new ArrayList<>(List.of(
                "--input",
                write(row).toString(),
                "--output",
                output().toString(),
                "--pool",
                expression + " AS pooled"));
        shapes(row).forEach((name, shape) -> options.addAll(List.of("--shape", name + "=" + shape)));
        LocalSpark.run(options.toArray(String[]::new));
        assertThat(stored()).isEqualTo(row.expected());
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void worksInYaml(String expression) throws IOException {
        OperationCase row = OperationCase.of(expression);
        String shapes = shapes(row).entrySet().stream()
                .map(entry -> "  %s: [%s]\n".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
        Path yaml = Files.writeString(
                folder.resolve("job.yaml"),
                "input: %s\noutput: %s\npool:\n  - '%s AS pooled'\nshape:\n%s"
                        .formatted(write(row), output(), expression.replace("'", "''"), shapes));
        JobConfiguration configuration =
                Layers.of(Map.of(), Map.of(), Optional.of(yaml)).configuration();
        new PoolingJob(configuration, LocalSpark.context().hadoopConfiguration(), Progress.NONE)
                .run(LocalSpark.context());
        assertThat(stored()).isEqualTo(row.expected());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void worksInSqlAsItsDescriptionShows(Operation operation) {
        String description = spark.sql("DESCRIBE FUNCTION EXTENDED " + operation.name()).collectAsList().stream()
                .map(line -> line.getString(0))
                .collect(Collectors.joining("\n"));
        String example = description.replaceFirst("(?s).*> (SELECT [^;]*);.*", "$1");
        assertThat(selected(example, OperationCase.of(operation.example())))
                .isEqualTo(OperationCase.of(operation.example()).expected());
    }

    @ParameterizedTest
    @FieldSource("WITH_COMPANIONS")
    void worksInSqlWithOtherColumns(String expression) {
        OperationCase row = OperationCase.of(expression);
        assertThat(selected("SELECT %s FROM t".formatted(sql(expression)), row)).isEqualTo(row.expected());
    }

    /** But for norms' gradients: a flat array does not tell the shape of their input. */
    static Stream<Operation> operationsOnFlatArrays() {
        return operations().filter(operation -> !operation.name().matches("lp_pool\\dd_backward"));
    }

    @ParameterizedTest
    @MethodSource("operationsOnFlatArrays")
    void worksInSqlOnFlatArraysOfAFile(Operation operation) throws IOException {
        OperationCase row = OperationCase.of(operation.example());
        String shape = shapes(row).values().iterator().next();
        String call = sql(operation.example()).replaceFirst("\\)$", ", shape => array(%s))".formatted(shape));
        spark.read().parquet(write(row).toString()).createOrReplaceTempView("t");
        assertThat(results(spark.sql("SELECT %s FROM t".formatted(call)).first()))
                .isEqualTo(row.expected());
    }

    /** The expression as SQL; columns stand without quotes. */
    private static String sql(String expression) {
        String call = expression;
        for (String column : PoolingExpression.parse(expression).companions().values()) {
            call = call.replace("'" + column + "'", column);
        }
        return call.replaceAll("\\s*=\\s*", " => ").replace("[", "array(").replace("]", ")");
    }

    private static List<List<Object>> selected(String query, OperationCase row) {
        List<StructField> fields = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        row.columns().forEach((name, column) -> {
            DataType type = column.type().elementType() == ElementType.INT64 ? DataTypes.LongType : DataTypes.FloatType;
            for (int axis = 0; axis < column.type().shape().rank(); axis++) {
                type = DataTypes.createArrayType(type, false);
            }
            fields.add(DataTypes.createStructField(name, type, false));
            values.add(nested(column.elements(), column.type().shape(), 0));
        });
        spark.createDataFrame(List.of(RowFactory.create(values.toArray())), DataTypes.createStructType(fields))
                .createOrReplaceTempView("t");
        return results(spark.sql(query).first());
    }

    private static List<?> nested(List<?> elements, Shape shape, int axis) {
        if (axis == shape.rank() - 1) {
            return elements;
        }
        int part = elements.size() / shape.size(axis);
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < shape.size(axis); i++) {
            parts.add(nested(elements.subList(i * part, (i + 1) * part), shape, axis + 1));
        }
        return parts;
    }

    private static List<List<Object>> results(Row row) {
        List<List<Object>> results = new ArrayList<>();
        Row values = row.get(0) instanceof Row struct ? struct : row;
        for (int output = 0; output < values.length(); output++) {
            List<Object> elements = new ArrayList<>();
            flatten(values.get(output), elements);
            results.add(elements);
        }
        return results;
    }

    private static void flatten(Object value, List<Object> elements) {
        if (value instanceof scala.collection.Seq<?> sequence) {
            CollectionConverters.asJava(sequence).forEach(each -> flatten(each, elements));
        } else {
            elements.add(value);
        }
    }

    private Path output() {
        return folder.resolve("out");
    }

    /** The shapes of all columns but single numbers, as words with commas. */
    private static Map<String, String> shapes(OperationCase row) {
        return row.columns().entrySet().stream()
                .filter(entry -> !isNumber(entry.getValue()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().type().shape().toString().replace("x", ","),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private static boolean isNumber(Column column) {
        return column.type().shape().elementCount() == 1;
    }

    private Path write(OperationCase row) throws IOException {
        MessageType type = MessageTypeParser.parseMessageType(row.columns().entrySet().stream()
                .map(entry -> schema(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(" ", "message rows { ", " }")));
        Path file = folder.resolve("in/a.parquet");
        Files.createDirectories(file.getParent());
        Group group = new SimpleGroupFactory(type).newGroup();
        row.columns().forEach((name, column) -> append(group, name, column));
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(type)
                .build()) {
            writer.write(group);
        }
        return file;
    }

    private static String schema(String name, Column column) {
        String number = column.type().elementType() == ElementType.INT64 ? "int64" : "float";
        return isNumber(column)
                ? "optional %s %s;".formatted(number, name)
                : "optional group %s (LIST) { repeated group list { optional %s element; } }".formatted(name, number);
    }

    private static void append(Group row, String name, Column column) {
        if (isNumber(column)) {
            row.append(name, (long) column.elements().get(0));
            return;
        }
        Group list = row.addGroup(name);
        for (Object element : column.elements()) {
            Group item = list.addGroup("list");
            if (element instanceof Long whole) {
                item.append("element", whole);
            } else {
                item.append("element", (float) element);
            }
        }
    }

    private List<List<Object>> stored() throws IOException {
        Group row = TensorFile.groups(LocalSpark.dataFiles(output()).get(0)).get(0);
        return row.getType().getFields().stream()
                .filter(field -> field.getName().startsWith("pooled"))
                .map(field -> stored(row.getGroup(field.getName(), 0)))
                .toList();
    }

    private static List<Object> stored(Group list) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
            Group item = list.getGroup(0, i);
            boolean whole = item.getType().getType(0).toString().contains("int64");
            elements.add(whole ? (Object) item.getLong(0, 0) : (Object) item.getFloat(0, 0));
        }
        return elements;
    }
}
