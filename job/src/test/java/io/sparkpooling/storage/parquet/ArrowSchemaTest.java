package io.sparkpooling.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import io.sparkpooling.storage.fields.ArrowField;
import io.sparkpooling.storage.fields.ArrowSchema;
import io.sparkpooling.tensor.InvalidArgumentException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Struct_;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

class ArrowSchemaTest {
    private static final Schema SCHEMA = schema("ray.data.arrow_tensor", "PICKLED");

    @Test
    void readsWhatItWrote() {
        assertThat(ArrowSchema.parse(ArrowSchema.format(SCHEMA))).isEqualTo(SCHEMA);
    }

    @Test
    void blanksMetadataThatIsNoUtf8() {
        byte[] bytes = Base64.getDecoder().decode(ArrowSchema.format(SCHEMA));
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PICKLED");
        bytes[at] = (byte) 0x80;
        Field field =
                ArrowSchema.parse(Base64.getEncoder().encodeToString(bytes)).findField("a");
        assertThat(ArrowField.extension(field).orElseThrow().name()).isEqualTo("ray.data.arrow_tensor");
        assertThat(ArrowField.extension(field).orElseThrow().metadata()).matches("\u001a{7}");
    }

    /** As Ray 2.49 to 2.54 left it: {@code pickle.dumps((6, 16, 16))}, which is compared with, not run. */
    @Test
    void aPickledShapeComesAsJson() {
        byte[] pickle = HexFormat.of().parseHex("80059509000000000000004b064b104b1087942e");
        String place = "P".repeat(pickle.length);
        byte[] bytes = Base64.getDecoder().decode(ArrowSchema.format(schema("ray.data.arrow_tensor", place)));
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(place);
        System.arraycopy(pickle, 0, bytes, at, pickle.length);
        Field field =
                ArrowSchema.parse(Base64.getEncoder().encodeToString(bytes)).findField("a");
        assertThat(ArrowField.extension(field).orElseThrow().metadata()).isEqualToIgnoringWhitespace("[6,16,16]");
    }

    @Test
    void refusesWhatIsNoBase64() {
        assertThatThrownBy(() -> ArrowSchema.parse("no base64!"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("malformed: ");
    }

    @Test
    void refusesEveryTruncation() {
        byte[] bytes = Base64.getDecoder().decode(ArrowSchema.format(SCHEMA));
        for (int length = 0; length < bytes.length; length++) {
            String cut = Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> ArrowSchema.parse(cut)).isInstanceOf(InvalidArgumentException.class);
        }
    }

    @Test
    void survivesFlippedBytes() {
        byte[] bytes = Base64.getDecoder().decode(ArrowSchema.format(SCHEMA));
        long seed = 20_260_101;
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] flipped = bytes.clone();
            IntStream.range(0, 1 + random.nextInt(4))
                    .forEach(flip -> flipped[random.nextInt(flipped.length)] = (byte) random.nextInt());
            assertThat(outcome(flipped)).as("seed %d round %d", seed, round).isIn("read", "refused");
        }
    }

    @Test
    void refusesFieldsThatShareChildrenWithoutEnd() {
        assertThatThrownBy(() -> ArrowSchema.parse(nested(30, 10)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageMatching("more than .* names and values");
    }

    @Test
    void refusesFieldsNestedTooDeep() {
        assertThatThrownBy(() -> ArrowSchema.parse(nested(1000, 1)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("fields nested more than 64 deep");
    }

    private static String outcome(byte[] bytes) {
        try {
            ArrowSchema.parse(Base64.getEncoder().encodeToString(bytes));
            return "read";
        } catch (InvalidArgumentException refused) {
            return "refused";
        }
    }

    private static Schema schema(String extension, String metadata) {
        Map<String, String> entries = Map.of("ARROW:extension:name", extension, "ARROW:extension:metadata", metadata);
        Field item = Field.nullable("item", new ArrowType.Int(32, true));
        Field column = new Field("a", new FieldType(true, ArrowType.List.INSTANCE, null, entries), List.of(item));
        return new Schema(List.of(column), Map.of("key", "value"));
    }

    /** Structs nested {@code depth} deep, each with {@code width} children that are one and the same buffer. */
    private static String nested(int depth, int width) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int name = builder.createString("a");
        int field = struct(builder, name, new int[0]);
        for (int level = 1; level < depth; level++) {
            int[] children = new int[width];
            Arrays.fill(children, field);
            field = struct(builder, name, children);
        }
        int fields = org.apache.arrow.flatbuf.Schema.createFieldsVector(builder, new int[] {field});
        org.apache.arrow.flatbuf.Schema.startSchema(builder);
        org.apache.arrow.flatbuf.Schema.addFields(builder, fields);
        int schema = org.apache.arrow.flatbuf.Schema.endSchema(builder);
        builder.finish(Message.createMessage(builder, MetadataVersion.V5, MessageHeader.Schema, schema, 0, 0));
        byte[] message = builder.sizedByteArray();
        java.nio.ByteBuffer framed =
                java.nio.ByteBuffer.allocate(8 + message.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        framed.putInt(-1).putInt(message.length).put(message);
        return Base64.getEncoder().encodeToString(framed.array());
    }

    private static int struct(FlatBufferBuilder builder, int name, int[] children) {
        int type = Struct_.endStruct_(start(builder));
        int vector = org.apache.arrow.flatbuf.Field.createChildrenVector(builder, children);
        org.apache.arrow.flatbuf.Field.startField(builder);
        org.apache.arrow.flatbuf.Field.addName(builder, name);
        org.apache.arrow.flatbuf.Field.addTypeType(builder, org.apache.arrow.flatbuf.Type.Struct_);
        org.apache.arrow.flatbuf.Field.addType(builder, type);
        org.apache.arrow.flatbuf.Field.addChildren(builder, vector);
        return org.apache.arrow.flatbuf.Field.endField(builder);
    }

    private static FlatBufferBuilder start(FlatBufferBuilder builder) {
        Struct_.startStruct_(builder);
        return builder;
    }
}
