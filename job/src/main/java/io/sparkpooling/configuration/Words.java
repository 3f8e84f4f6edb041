package io.sparkpooling.configuration;

import io.sparkpooling.tensor.UnknownName;
import java.util.Arrays;
import java.util.Locale;

/** Constants under the words that users write: lower case, {@code -} for {@code _}. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E constant(Setting<E> setting, String word, E[] constants) {
        return Arrays.stream(constants)
                .filter(constant -> of(constant).equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> UnknownName.of(
                        setting.word(),
                        word,
                        Arrays.stream(constants).map(Words::of).toList()));
    }
}
