package io.sparkpooling.bench;

import static io.sparkpooling.bench.FormFields.binary;
import static io.sparkpooling.bench.FormFields.extension;
import static io.sparkpooling.bench.FormFields.fixedBinary;
import static io.sparkpooling.bench.FormFields.fixedList;
import static io.sparkpooling.bench.FormFields.float32;
import static io.sparkpooling.bench.FormFields.float64;
import static io.sparkpooling.bench.FormFields.integer;
import static io.sparkpooling.bench.FormFields.largeList;
import static io.sparkpooling.bench.FormFields.list;
import static io.sparkpooling.bench.FormFields.struct;
import static io.sparkpooling.bench.FormFields.text;

import io.sparkpooling.tensor.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.types.pojo.Field;

/** The list of the forms that {@code scripts/bench io} stores maps in. A map is 64×56×56, and an image of as many values 224×224×4. */
final class StoredForms {
    private static final String COLUMN = StoredForm.COLUMN;
    private static final int CHANNELS = 64;
    private static final int SIDE = 56;
    private static final int ELEMENTS = FeatureMaps.ELEMENTS;
    private static final int PIXELS_A_SIDE = 224;
    private static final int[] SHAPE = {CHANNELS, SIDE, SIDE};
    private static final String JSON = "[64,56,56]";
    private static final UnaryOperator<Object> FLAT = values -> new ListCell(values, 0, ELEMENTS);
    private static final UnaryOperator<Object> NESTED = values -> new ListCell(values, 0, SHAPE);
    private static final UnaryOperator<Object> SHAPED = values ->
            Arrays.asList(FLAT.apply(values), new ListCell(new long[] {CHANNELS, SIDE, SIDE}, 0, SHAPE.length));

    private StoredForms() {}

    static List<StoredForm> all() {
        return List.of(
                StoredForm.of("arrow.fixed_shape_tensor", canonical(), FLAT),
                StoredForm.of("arrow.variable_shape_tensor", variable(), SHAPED),
                StoredForm.of("Ray Data, version 1", ray(list(COLUMN, float32("item")), "arrow_tensor"), FLAT),
                StoredForm.of("Ray Data, version 2", ray(largeList(COLUMN, float32("item")), "arrow_tensor_v2"), FLAT),
                StoredForm.of("Ray Data, shape by row", rayVariable(), SHAPED),
                StoredForm.of("Hugging Face Array3D", huggingFace(), NESTED).withMetadata("huggingface", features()),
                StoredForm.of("Daft tensor", daft(flat(), "{\"FixedShapeTensor\":[\"Float32\"," + JSON + "]}"), FLAT),
                StoredForm.of("Daft tensor, shape by row", daft(shaped(true), "{\"Tensor\":\"Float32\"}"), SHAPED),
                StoredForm.of("struct<data, shape>", shaped(false), SHAPED),
                vector(),
                image(),
                StoredForm.of(".npy", binary(COLUMN), values -> NpyBytes.npy((float[]) values, SHAPE)),
                StoredForm.of(".npz", binary(COLUMN), values -> NpyBytes.npz((float[]) values, SHAPE)),
                StoredForm.of("bytes", binary(COLUMN), values -> NpyBytes.raw((float[]) values))
                        .withShapeAndType(SHAPE),
                StoredForm.of(
                                "bytes of one length",
                                fixedBinary(COLUMN, ELEMENTS * Float.BYTES),
                                values -> NpyBytes.raw((float[]) values))
                        .withShapeAndType(SHAPE),
                StoredForm.of("nested lists", list(COLUMN, list("item", list("item", float32("item")))), NESTED),
                StoredForm.of("Lance, list of one length", flat(), FLAT).withShape(SHAPE),
                bfloat16(),
                StoredForm.of("one list", list(COLUMN, float32("item")), FLAT).withShape(SHAPE));
    }

    private static Field flat() {
        return fixedList(COLUMN, ELEMENTS, float32("item"));
    }

    private static Field canonical() {
        return extension(
                flat(), "arrow.fixed_shape_tensor", "{\"shape\":" + JSON + ",\"dim_names\":[\"C\",\"H\",\"W\"]}");
    }

    private static Field variable() {
        Field shape = fixedList("shape", SHAPE.length, integer("item", Integer.SIZE, true));
        return extension(
                struct(COLUMN, list("data", float32("item")), shape),
                "arrow.variable_shape_tensor",
                "{\"dim_names\":[\"C\",\"H\",\"W\"]}");
    }

    private static Field ray(Field storage, String type) {
        return extension(storage, "ray.data." + type, JSON);
    }

    private static Field rayVariable() {
        Field shape = list("shape", integer("item", Long.SIZE, true));
        return extension(
                struct(COLUMN, largeList("data", float32("item")), shape),
                "ray.data.arrow_variable_shaped_tensor",
                Integer.toString(SHAPE.length));
    }

    private static Field huggingFace() {
        return extension(
                list(COLUMN, list("item", list("item", float32("item")))),
                "datasets.features.features.Array3DExtensionType",
                "[" + JSON + ", \"float32\"]");
    }

    private static String features() {
        return "{\"info\":{\"features\":{\"id\":{\"dtype\":\"int64\",\"_type\":\"Value\"},\"maps\":{\"shape\":" + JSON
                + ",\"dtype\":\"float32\",\"_type\":\"Array3D\"}}}}";
    }

    private static Field daft(Field storage, String type) {
        return extension(
                storage,
                "daft.super_extension",
                "{\"datatype\":" + type + ",\"daft_version\":\"0.7.0\",\"daft_build_type\":\"release\"}");
    }

    /** Numbers and their shape in each row; Daft's sizes have no sign. */
    private static Field shaped(boolean ofDaft) {
        Field data = ofDaft ? largeList("data", float32("item")) : list("data", float32("item"));
        Field size = integer("item", Long.SIZE, !ofDaft);
        return struct(COLUMN, data, ofDaft ? largeList("shape", size) : list("shape", size));
    }

    private static StoredForm vector() {
        Field field = struct(
                COLUMN,
                integer("type", Byte.SIZE, true),
                integer("size", Integer.SIZE, true),
                list("indices", integer("element", Integer.SIZE, true)),
                list("values", float64("element")));
        return StoredForm.of("Spark ML vector", field, values -> Arrays.asList(1L, null, null, FLAT.apply(values)))
                .withElements(ElementType.FLOAT64, StoredForms::doubles)
                .withShape(SHAPE);
    }

    private static double[] doubles(float[] map) {
        double[] doubles = new double[map.length];
        Arrays.setAll(doubles, index -> map[index]);
        return doubles;
    }

    /** Four channels, code 24 of OpenCV. */
    private static StoredForm image() {
        Field field = struct(
                COLUMN,
                text("origin"),
                integer("height", Integer.SIZE, true),
                integer("width", Integer.SIZE, true),
                integer("nChannels", Integer.SIZE, true),
                integer("mode", Integer.SIZE, true),
                binary("data"));
        long side = PIXELS_A_SIDE;
        return StoredForm.of("Spark image", field, values -> Arrays.asList("map.png", side, side, 4L, 24L, values))
                .withElements(ElementType.UINT8, StoredForms::pixels);
    }

    private static byte[] pixels(float[] map) {
        byte[] pixels = new byte[map.length];
        for (int index = 0; index < pixels.length; index++) {
            pixels[index] = (byte) Math.min(255, (int) (map[index] * 64));
        }
        return pixels;
    }

    private static StoredForm bfloat16() {
        Field item = extension(fixedBinary("item", Short.BYTES), "lance.bfloat16", "");
        return StoredForm.of("Lance, bfloat16", fixedList(COLUMN, ELEMENTS, item), FLAT)
                .withElements(ElementType.BFLOAT16, StoredForms::upperHalves)
                .withShape(SHAPE);
    }

    /** The upper halves of the floats, which are bfloat16 rounded towards zero. */
    private static short[] upperHalves(float[] map) {
        short[] halves = new short[map.length];
        for (int index = 0; index < halves.length; index++) {
            halves[index] = (short) (Float.floatToRawIntBits(map[index]) >>> Short.SIZE);
        }
        return halves;
    }
}
