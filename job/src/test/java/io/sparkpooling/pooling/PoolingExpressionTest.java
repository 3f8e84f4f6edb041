package io.sparkpooling.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.tensor.InvalidArgumentException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolingExpressionTest {

    @Test
    void namesTheColumnsAndTheOperation() {
        PoolingExpression expression = PoolingExpression.parse("max_pool2d(head, kernel_size=2) AS head_small");

        assertThat(expression.column()).isEqualTo("head");
        assertThat(expression.outputColumn()).isEqualTo("head_small");
        assertThat(expression.operation()).isEqualTo("max_pool2d");
        assertThat(expression.replacesColumn()).isFalse();
    }

    @Test
    void replacesTheColumnWithoutAs() {
        assertThat(PoolingExpression.parse("max_pool2d(head, kernel_size=2)").replacesColumn())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "max_pool2d( head ,kernel_size = 2 )as small | max_pool2d(head, kernel_size=2) AS small",
                "max_pool2d(head, padding=1, kernel_size=[3,3]) | max_pool2d(head, kernel_size=[3,3], padding=1)",
                "max_pool2d(head, kernel_size=2, padding=0, stride=None) | max_pool2d(head, kernel_size=2)",
                "max_pool2d(head, kernel_size=+2, ceil_mode=True) | max_pool2d(head, kernel_size=2, ceil_mode=true)",
                "max_pool2d(`a b`, kernel_size=2) AS a | max_pool2d(\"a b\", kernel_size=2) AS a",
                "max_pool2d(\"a\"\"b\", kernel_size=2) | max_pool2d(\"a\"\"b\", kernel_size=2)",
                "max_pool2d(\"head\", kernel_size=2) AS head | max_pool2d(head, kernel_size=2)",
                "max_pool2d(höhe, kernel_size=2) | max_pool2d(höhe, kernel_size=2)",
                "avg_pool2d(h, kernel_size=3, padding=[[1,2],0]) | avg_pool2d(h, kernel_size=3, padding=[[1,2],0])",
                "avg_pool2d(h, kernel_size=3, padding=\"same\") | avg_pool2d(h, kernel_size=3, padding='same')",
                "lp_pool1d(h, kernel_size=3, norm_type=2.50) | lp_pool1d(h, norm_type=2.5, kernel_size=3)",
                "adaptive_avg_pool2d(h, output_size=[null,7]) | adaptive_avg_pool2d(h, output_size=[null,7])",
                "global_avg_pool(h, axes=['H','W'], layout='HWC') | global_avg_pool(h, layout='HWC', axes=['H','W'])"
            })
    void hasOneCanonicalText(String text, String canonical) {
        PoolingExpression expression = PoolingExpression.parse(text);

        assertThat(expression.canonical()).isEqualTo(canonical);
        assertThat(PoolingExpression.parse(canonical)).isEqualTo(expression).hasSameHashCodeAs(expression);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "maxpool2d(h) | 0 | Unknown operation: maxpool2d (did you mean max_pool2d? see `scripts/pool operations`)",
                "max_pool2d h | 11 | Cannot parse pooling expression: expected '(' after the operation",
                "max_pool2d(, kernel_size=2) | 11 | Cannot parse pooling expression: expected a column",
                "max_pool2d(h, 2) | 14 | Cannot parse pooling expression: expected a parameter, as name=value",
                "max_pool2d(h, kernel_size 2) | 26 | Cannot parse pooling expression: expected '=' after the parameter's name",
                "max_pool2d(h, kernel_size=) | 26 | Cannot parse pooling expression: expected a value (number, 'string', [list],"
                        + " true, false or null)",
                "max_pool2d(h, kernel_size=2 | 27 | Cannot parse pooling expression: expected ')' or ',' after the arguments",
                "max_pool2d(h, kernel_size=2) small | 29 | Cannot parse pooling expression: expected AS",
                "max_pool2d(h, kernel_size=2) AS a b | 34 | Cannot parse pooling expression: nothing may follow here",
                "max_pool2d(h, stride=1) | 22 | Missing parameter of max_pool2d: kernel_size",
                "max_pool2d(h, kernelsize=2) | 14 | Unknown parameter of max_pool2d: kernelsize (did you mean kernel_size? it"
                        + " has kernel_size, stride, padding, dilation, ceil_mode, boundary, mode, return_indices, storage_order, nan,"
                        + " nodata, mask, weights, accumulate, layout, axes)",
                "max_pool2d(h, kernel_size=2, return_indices=1) | 44 | Invalid return_indices: 1 (must be true or false)",
                "max_pool2d(h, kernel_size=2, kernel_size=2) | 29 | Duplicate parameter: kernel_size",
                "max_pool2d(h, kernel_size=0) | 26 | Invalid kernel_size: 0 (must be a positive integer, or a list with one for"
                        + " each pooled axis)",
                "max_pool2d(h, kernel_size=[1,2,3]) | 26 | Invalid kernel_size: [1,2,3] (must be a positive integer, or a list"
                        + " with one for each pooled axis)",
                "max_pool2d(h, kernel_size=2, ceil_mode='yes') | 39 | Invalid ceil_mode: 'yes' (must be true or false)",
                "max_pool2d(h, kernel_size=2, layout='NCHW') | 36 | Invalid layout: 'NCHW' (must be a string with one letter for"
                        + " each axis of the tensor, each once, no N and no B: a row holds one tensor)",
                "lp_pool1d(h, norm_type=0, kernel_size=1) | 23 | Invalid norm_type: 0 (must be a number, not 0)",
                "max_pool2d('h', kernel_size=2) | 11 | Cannot parse pooling expression: expected a column",
                "max_pool2d(\"h, kernel_size=2) | 11 | Cannot parse pooling expression: the quote is not closed",
                "max_pool2d(h, kernel_size=[[[[1]]]]) | 29 | Cannot parse pooling expression: lists nest too deep"
            })
    void pointsAtTheCharacterThatIsWrong(String text, int position, String message) {
        assertThatThrownBy(() -> PoolingExpression.parse(text))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("%s%n  %s%n  %s^".formatted(message, text, " ".repeat(position)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "(", ")", "max_pool2d", "max_pool2d(", "max_pool2d(a", "99999999999999999999"})
    void refusesWhatIsIncomplete(String text) {
        assertThatThrownBy(() -> PoolingExpression.parse(text))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("Cannot parse pooling expression: expected ");
    }

    @Test
    void neverThrowsAnythingButInvalidArgument() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            String text = mutated("max_pool2d(\"h e\", kernel_size=[3,2], padding='same') AS x", random);
            try {
                PoolingExpression expression = PoolingExpression.parse(text);
                assertThat(PoolingExpression.parse(expression.canonical()))
                        .as("seed %d, text %s", seed, text)
                        .isEqualTo(expression);
            } catch (InvalidArgumentException expected) {
                assertThat(expected.getMessage())
                        .as("seed %d, text %s", seed, text)
                        .contains("^");
            }
        }
    }

    private static String mutated(String text, Random random) {
        String alphabet = "max_pol2d(){}[]\"'`=,. \t\n-+eE0123456789ASasnull\u00e4\u0000\ud83d[[[[((((";
        StringBuilder mutated = new StringBuilder(text);
        for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
            int at = random.nextInt(mutated.length());
            char character = alphabet.charAt(random.nextInt(alphabet.length()));
            switch (random.nextInt(3)) {
                case 0 -> mutated.setCharAt(at, character);
                case 1 -> mutated.insert(at, character);
                default -> mutated.delete(at, Math.min(mutated.length() - 1, at + 1 + random.nextInt(5)));
            }
        }
        return mutated.toString();
    }

    @Test
    void survivesSerialisation() throws IOException, ClassNotFoundException {
        PoolingExpression expression =
                PoolingExpression.parse("avg_pool2d(\"a b\", kernel_size=3, padding=[[1,2],0]) AS c");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(expression);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(expression);
        }
    }
}
