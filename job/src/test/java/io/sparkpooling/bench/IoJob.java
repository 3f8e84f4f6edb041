package io.sparkpooling.bench;

import io.sparkpooling.configuration.Given;
import io.sparkpooling.configuration.JobConfiguration;
import io.sparkpooling.configuration.Layers;
import io.sparkpooling.configuration.Setting;
import io.sparkpooling.configuration.Settings;
import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.job.PoolingJob;
import io.sparkpooling.job.Progress;
import io.sparkpooling.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;

/** The whole job on files of one form, which writes the same form. */
final class IoJob {
    static final String POOLING = "max_pool2d(maps, kernel_size=2)";

    private static final String IDENTITY = "max_pool2d(maps, kernel_size=1)";

    private final JavaSparkContext spark;

    IoJob(JavaSparkContext spark) {
        this.spark = spark;
    }

    void pool(List<Path> files, Path output, IoCase form) throws IOException {
        run(files, output, POOLING, form.variant(), form.hints());
    }

    /** The same tensors in another format, codec or encoding. */
    void copy(List<Path> files, Path output, IoVariant variant) throws IOException {
        run(files, output, IDENTITY, variant, ColumnHints.NONE);
    }

    private void run(List<Path> files, Path output, String expression, IoVariant variant, ColumnHints hints)
            throws IOException {
        Map<Setting<?>, Given> given = new HashMap<>();
        give(given, Settings.INPUT, files.stream().map(Path::toString).toList());
        give(given, Settings.OUTPUT, List.of(output.toString()));
        give(given, Settings.POOL, List.of(expression));
        give(given, Settings.FORMAT, List.of(variant.format()));
        give(given, Settings.COMPRESSION, List.of(variant.compression()));
        if (variant.isParquet()) {
            give(given, Settings.ENCODING, List.of(variant.encoding()));
        }
        hints.shape().ifPresent(shape -> give(given, Settings.SHAPE, List.of("maps=" + sizes(shape))));
        hints.elementType().ifPresent(type -> give(given, Settings.DTYPE, List.of("maps=" + type.word())));
        JobConfiguration configuration =
                Layers.of(given, Map.of(), Optional.empty()).configuration();
        new PoolingJob(configuration, spark.hadoopConfiguration(), Progress.NONE).run(spark);
    }

    private static void give(Map<Setting<?>, Given> given, Setting<?> setting, List<String> words) {
        given.put(setting, Given.onCommandLine(words));
    }

    private static String sizes(Shape shape) {
        return Arrays.stream(shape.toArray()).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    /** The files of a dataset that hold rows. */
    static List<Path> dataFiles(Path dataset) throws IOException {
        try (Stream<Path> files = Files.walk(dataset)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith("part-"))
                    .filter(file -> !file.startsWith(dataset.resolve("_pooling")))
                    .sorted()
                    .toList();
        }
    }
}
