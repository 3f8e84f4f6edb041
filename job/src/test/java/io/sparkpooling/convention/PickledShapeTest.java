package io.sparkpooling.convention;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes by CPython 3.11's {@code pickle.dumps}, and what they must not be confused with. */
class PickledShapeTest {
    private static final String TUPLE_6_16_16 = "80059509000000000000004b064b104b1087942e";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                TUPLE_6_16_16 + "|[6,16,16]",
                "80049509000000000000004b064b104b1087942e|[6,16,16]",
                "80059505000000000000004b0685942e|[6]",
                "80059508000000000000004b064d2c0186942e|[6,300]",
                "8005950a000000000000004a701101004b0286942e|[70000,2]",
                "8005950c00000000000000284b014b024b034b0474942e|[1,2,3,4]",
            })
    void readsATupleOfIntegers(String pickle, String json) {
        assertThat(json(pickle)).contains(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // os.system("true") as protocol 0 and as protocol 5 have it
                "63706f7369780a73797374656d0a2856747275650a7452",
                "8005951d000000000000008c05706f736978948c0673797374656d9493948c0474727565948594522e",
                // a tuple, and more after it: REDUCE, a second STOP
                "8005950a000000000000004b064b104b108794522e",
                "8005950a000000000000004b064b104b1087942e2e",
                // a frame that claims other lengths
                "80059508000000000000004b064b104b1087942e",
                "800595ffffffffffffffff4b064b104b1087942e",
                // a list, a negative size, an integer alone, no elements, fewer than TUPLE3 takes, the memo as an
                // element
                "80059509000000000000005d94284b064b10652e",
                "80059509000000000000004affffffff85942e",
                "80054b032e",
                "8005292e",
                "80059507000000000000004b064b1087942e",
                "80059507000000000000004b06680086942e",
                // protocols without frames, or of the future
                "80024b064b104b108771002e",
                "80069509000000000000004b064b104b1087942e",
            })
    void readsNothingElse(String pickle) {
        assertThat(json(pickle)).isEmpty();
    }

    @Test
    void readsNothingThatIsCut() {
        byte[] whole = HexFormat.of().parseHex(TUPLE_6_16_16);
        for (int length = 0; length < whole.length; length++) {
            assertThat(PickledShape.json(ByteBuffer.wrap(Arrays.copyOf(whole, length))))
                    .isEmpty();
        }
    }

    @Test
    void readsNoMoreAxesThanATensorHas() {
        String seventeen = "800595%02x00000000000000".formatted(1 + 2 * 17 + 3) + "28" + "4b02".repeat(17) + "74942e";
        assertThat(json(seventeen)).isEmpty();
    }

    private static Optional<String> json(String hex) {
        return PickledShape.json(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }
}
