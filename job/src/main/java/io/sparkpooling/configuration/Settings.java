package io.sparkpooling.configuration;

import static io.sparkpooling.configuration.Setting.Kind.BY_COLUMN;
import static io.sparkpooling.configuration.Setting.Kind.FLAG;
import static io.sparkpooling.configuration.Setting.Kind.LIST;
import static io.sparkpooling.configuration.Setting.Kind.ONE;

import io.sparkpooling.pooling.PoolingExpression;
import io.sparkpooling.storage.Compression;
import io.sparkpooling.storage.Encoding;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The table of all settings. A new one is an entry here and in {@link #all}, and a component of {@link JobConfiguration}. */
public final class Settings {
    public static final Setting<List<String>> INPUT = new Setting<>(
            "input",
            "PATH",
            LIST,
            List.of(),
            false,
            "A Parquet file, or a folder whose Parquet files are read, sub-folders included. Can be given several times.",
            Function.identity(),
            JobConfiguration::input);

    public static final Setting<String> OUTPUT = new Setting<>(
            "output",
            "FOLDER",
            ONE,
            List.of(),
            false,
            "The folder that the smaller dataset and its report are written to.",
            Values::only,
            configuration -> List.of(configuration.output()));

    public static final Setting<List<PoolingExpression>> POOL = new Setting<>(
            "pool",
            "EXPRESSION",
            LIST,
            List.of(),
            true,
            "What is pooled and how, such as 'max_pool2d(head, kernel_size=2)'. Can be given several times; `scripts/pool"
                    + " operations` lists every operation.",
            texts -> texts.stream().map(PoolingExpression::parse).toList(),
            configuration -> configuration.pool().stream()
                    .map(PoolingExpression::canonical)
                    .toList());

    public static final Setting<String> FORMAT = new Setting<>(
            "format",
            "FORMAT",
            ONE,
            List.of("input"),
            true,
            "The format of the output files: input, that of the input's; parquet or arrow.",
            texts -> Values.format(Values.only(texts)),
            configuration -> List.of(configuration.format()));

    public static final Setting<Compression> COMPRESSION = new Setting<>(
            "compression",
            "CODEC[:LEVEL]",
            ONE,
            List.of("zstd:1"),
            true,
            "How pages are compressed: zstd with a level, snappy, lz4, gzip with a level, or none.",
            texts -> Compression.parse(Values.only(texts)),
            configuration -> List.of(configuration.compression().word()));

    public static final Setting<Encoding> ENCODING = new Setting<>(
            "encoding",
            "ENCODING",
            ONE,
            List.of("plain"),
            true,
            "How pooled tensors are encoded before they are compressed: plain, or byte-stream-split (smaller for most"
                    + " floating point tensors, but Spark 4.2's vectorized reader refuses such files).",
            texts -> Encoding.named(Values.only(texts)),
            configuration -> List.of(configuration.encoding().word()));

    public static final Setting<Map<String, List<String>>> LAYOUT = new Setting<>(
            "layout",
            "COL=AXES",
            BY_COLUMN,
            List.of(),
            true,
            "A name for each axis of a column whose metadata do not name them, such as stage5=HWC. Can be given several"
                    + " times.",
            Hints::layouts,
            configuration -> Hints.layoutTexts(configuration.hints()));

    public static final Setting<Map<String, Shape>> SHAPE = new Setting<>(
            "shape",
            "COL=SIZES",
            BY_COLUMN,
            List.of(),
            true,
            "The shape of a column of flat lists whose metadata do not say it, such as head=24,56,56. Can be given several"
                    + " times.",
            Hints::shapes,
            configuration -> Hints.shapeTexts(configuration.hints()));

    public static final Setting<Map<String, ElementType>> DTYPE = new Setting<>(
            "dtype",
            "COL=TYPE",
            BY_COLUMN,
            List.of(),
            true,
            "The element type of a column whose metadata do not say it, such as tokens=float16. Can be given several times.",
            Hints::elementTypes,
            configuration -> Hints.elementTypeTexts(configuration.hints()));

    public static final Setting<Long> TARGET_FILE_SIZE = new Setting<>(
            "target-file-size",
            "SIZE",
            ONE,
            List.of("128MiB"),
            true,
            "How large an output file should become, as far as it can be predicted.",
            texts -> ByteSize.parse("target-file-size", Values.only(texts)),
            configuration -> List.of(ByteSize.text(configuration.targetFileSize())));

    public static final Setting<SaveMode> SAVE_MODE = new Setting<>(
            "save-mode",
            "MODE",
            ONE,
            List.of("errorifexists"),
            false,
            "What happens when the output exists: errorifexists (the run ends, nothing is touched), overwrite (the complete"
                    + " new dataset takes its place), append (files of the input that it does not hold yet are added).",
            texts -> SaveMode.named(Values.only(texts)),
            configuration -> List.of(configuration.saveMode().word()));

    public static final Setting<OnBadRow> ON_BAD_ROW = new Setting<>(
            "on-bad-row",
            "RULE",
            ONE,
            List.of("fail"),
            true,
            "What happens to a row whose tensor cannot be read or pooled: fail (nothing is published), reject (the row goes to"
                    + " the rejects with its reason), null (the row stays, its tensor becomes null).",
            texts -> OnBadRow.named(Values.only(texts)),
            configuration -> List.of(configuration.onBadRow().word()));

    public static final Setting<Double> MAX_REJECT_FRACTION = new Setting<>(
            "max-reject-fraction",
            "FRACTION",
            ONE,
            List.of("0"),
            false,
            "With on-bad-row reject: the largest share of rows, from 0 to 1, that may be rejected; with more of them nothing is"
                    + " published.",
            texts -> Values.fraction(Values.only(texts)),
            configuration -> List.of(Double.toString(configuration.maxRejectFraction())));

    public static final Setting<Double> PRICE = new Setting<>(
            "price",
            "USD",
            ONE,
            List.of("23"),
            false,
            "What it costs to store a terabyte (10^12 bytes) for a month, in US dollars: what the report's savings rest on.",
            texts -> Values.price(Values.only(texts)),
            configuration -> List.of(BigDecimal.valueOf(configuration.price()).toPlainString()));

    public static final Setting<Optional<String>> MASTER = new Setting<>(
            "master",
            "URL",
            ONE,
            List.of(),
            false,
            "Where Spark runs the job, such as local[4] or spark://host:7077. Not said: what spark-submit was told, and with"
                    + " `scripts/pool` every core of this machine.",
            texts -> texts.isEmpty() ? Optional.empty() : Optional.of(Values.only(texts)),
            configuration -> configuration.master().stream().toList());

    public static final Setting<Boolean> DRY_RUN = new Setting<>(
            "dry-run",
            "BOOLEAN",
            FLAG,
            List.of("false"),
            false,
            "Prints what the job would do and touches nothing.",
            texts -> Values.flag(Values.only(texts)),
            configuration -> List.of(Boolean.toString(configuration.dryRun())));

    private static final List<Setting<?>> ALL = List.of(
            INPUT,
            OUTPUT,
            POOL,
            FORMAT,
            COMPRESSION,
            ENCODING,
            LAYOUT,
            SHAPE,
            DTYPE,
            TARGET_FILE_SIZE,
            SAVE_MODE,
            ON_BAD_ROW,
            MAX_REJECT_FRACTION,
            PRICE,
            MASTER,
            DRY_RUN);

    /** Names the YAML file where {@code --config} does not. */
    public static final String CONFIG_SPARK_KEY = Setting.SPARK_PREFIX + "config";

    private Settings() {}

    /** Every setting, in the order of the documents. */
    public static List<Setting<?>> all() {
        return ALL;
    }
}
