package io.sparkpooling.convention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidTensorException;
import io.sparkpooling.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of NumPy's format, honest and hostile. */
class NpyFileTest {
    private static final String USUAL = "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 3), }";
    private static final byte[] SIX_SHORTS = {1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0};

    private static byte[] file(int version, String header, byte... elements) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes =
                ByteBuffer.allocate(12 + text.length + elements.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        bytes.put((byte) version).put((byte) 0);
        if (version == 1) {
            bytes.putShort((short) text.length);
        } else {
            bytes.putInt(text.length);
        }
        bytes.put(text).put(elements);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void readsEveryVersion(int version) {
        NpyFile file = NpyFile.read(file(version, USUAL + "   \n", SIX_SHORTS));
        assertThat(file.elementType()).isEqualTo(ElementType.INT16);
        assertThat(file.shape()).isEqualTo(Shape.of(2, 3));
        assertThat((short[]) file.elements()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'shape':(2,3),'fortran_order':False,'descr':'<i2'}",
                "{\"descr\": \"<i2\", \"fortran_order\": False, \"shape\": (2, 3)}",
                " { 'descr' : '<i2' , 'fortran_order' : False , 'shape' : ( 2L , 3L , ) , } \n"
            })
    void readsWhatPythonReadsAsTheSame(String header) {
        assertThat(NpyFile.read(file(1, header, SIX_SHORTS)).shape()).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void turnsColumnMajorOrder() {
        NpyFile file = NpyFile.read(file(1, USUAL.replace("False", "True"), SIX_SHORTS));
        assertThat((short[]) file.elements()).containsExactly(1, 3, 5, 2, 4, 6);
    }

    @Test
    void readsBigEndianNumbers() {
        NpyFile file = NpyFile.read(file(1, USUAL.replace("<i2", ">i2"), SIX_SHORTS));
        assertThat((short[]) file.elements()).containsExactly(256, 512, 768, 1024, 1280, 1536);
    }

    @Test
    void aTensorWithoutAxesHasOneElement() {
        NpyFile file = NpyFile.read(file(1, USUAL.replace("(2, 3)", "()"), (byte) 7, (byte) 0));
        assertThat((short[]) file.elements()).containsExactly(7);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BFLOAT16")
    void readsWhatItWrites(ElementType type) {
        byte[] bytes = new NpyFile(type, Shape.of(3, 1, 5), type.newArray(15)).bytes();
        NpyFile read = NpyFile.read(bytes);
        assertThat(read.elementType()).isEqualTo(type);
        assertThat(read.shape()).isEqualTo(Shape.of(3, 1, 5));
        assertThat((bytes.length - 15 * type.bytes()) % 64).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'<i2'; '|O'; elements of |O (must be numbers)",
                "'<i2'; '<c8'; elements of <c8 (must be numbers)",
                "'<i2'; '<U7'; elements of <U7 (must be numbers)",
                "'<i2'; '<f999'; elements of <f999 (must be numbers)",
                "'<i2'; '|i2'; elements of |i2 (no byte order)",
                "'<i2'; '=i2'; descr must be a simple type",
                "'<i2'; ''; descr must be a simple type",
                "'<i2'; [('x', '<i2')]; a Python dictionary of simple values is expected",
                "'<i2'; True; descr must be a simple type",
                "'<i2'; __import__('os'); a Python dictionary of simple values is expected",
                "False; (2); fortran_order must be True or False",
                "(2, 3); 'x'; shape must be a tuple",
                "(2, 3); (6); shape must be a tuple",
                "(2, 3); (2, -3); sizes must be from 0 to 2147483647",
                "(2, 3); (2, 4294967299); sizes must be from 0 to 2147483647",
                "(2, 3); (2, 99999999999999999999); sizes must be from 0 to 2147483647",
                "(2, 3); (2, 999999999999999999999); sizes must be integers",
                "(2, 3); (2, 3.0); sizes must be integers",
                "(2, 3); (,); sizes must be integers",
                "(2, 3); (2, 3,,); sizes must be integers",
                "(2, 3); ((2, 3)); a Python dictionary of simple values is expected",
                "(2, 3); (65536, 65536); a tensor has at most 2147483647 elements",
                "(2, 3); (2147483647,); 12 bytes for int16 2147483647 (4294967294 expected)",
                "(2, 3); (1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,6); 18 axes (must be at most 16)",
                "(2, 3); (2, 2); 12 bytes for int16 2x2 (8 expected)",
                "'descr'; 'shape'; a key twice",
                "'descr'; 'type'; its keys must be descr, fortran_order and shape",
                "}; } }; a Python dictionary of simple values is expected"
            })
    void refusesAHeader(String part, String lie, String reason) {
        assertThatThrownBy(() -> NpyFile.read(file(1, USUAL.replace(part, lie), SIX_SHORTS)))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessageStartingWith(".npy file: ")
                .hasMessageContaining(reason);
    }

    @Test
    void refusesAHeaderLongerThanTheFile() {
        byte[] file = file(2, USUAL, SIX_SHORTS);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(8, -1);
        assertThatThrownBy(() -> NpyFile.read(file))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessage(".npy file: a header of 4294967295 bytes (71 are left, and at most 10000 are allowed)");
    }

    @Test
    void refusesAnUnknownVersion() {
        assertThatThrownBy(() -> NpyFile.read(file(4, USUAL, SIX_SHORTS)))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessage(".npy file: version 4.0 (1.0, 2.0 and 3.0 are known)");
    }

    @Test
    void refusesBoolsThatAreNone() {
        assertThatThrownBy(() -> NpyFile.read(
                        file(1, USUAL.replace("<i2", "|b1").replace("(2, 3)", "(3,)"), (byte) 0, (byte) 1, (byte) 2)))
                .isInstanceOf(InvalidTensorException.class)
                .hasMessage("bool 2 is 2 (must be 0 or 1)");
    }

    @Test
    void everyFileThatEndsTooEarlyIsRefused() {
        byte[] file = file(1, USUAL, SIX_SHORTS);
        for (int length = 0; length < file.length; length++) {
            byte[] part = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> NpyFile.read(part)).isInstanceOf(InvalidTensorException.class);
        }
    }

    @Test
    void damagedFilesAreReadOrRefusedAndNothingElse() {
        long seed = 20260101;
        Random random = new Random(seed);
        byte[] file = file(2, USUAL, SIX_SHORTS);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = file.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            requireReadOrRefused(damaged, "seed " + seed + ", file " + i);
        }
    }

    private static void requireReadOrRefused(byte[] file, String which) {
        try {
            assertThat(NpyFile.read(file).shape().elementCount()).as(which).isLessThanOrEqualTo(file.length);
        } catch (InvalidTensorException refused) {
            assertThat(refused).as(which).hasMessageMatching("(?s)(no )?.npy file.*|bool .*");
        }
    }
}
