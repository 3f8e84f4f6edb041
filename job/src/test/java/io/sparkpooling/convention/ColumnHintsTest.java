package io.sparkpooling.convention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.Shape;
import io.sparkpooling.tensor.TensorType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ColumnHintsTest {
    private static final ColumnHints ALL =
            new ColumnHints(Optional.of(Shape.of(2, 3)), Optional.of(ElementType.FLOAT16), List.of("H", "W"));

    @Test
    void travelsToExecutors() throws IOException, ClassNotFoundException {
        assertThat(serialized(ALL)).isEqualTo(ALL);
        assertThat(serialized(ColumnHints.NONE)).isEqualTo(ColumnHints.NONE);
    }

    @Test
    void namesTheAxes() {
        assertThat(ALL.addTo(TensorType.of(ElementType.FLOAT16, Shape.of(2, 3)), "a")
                        .dimNames())
                .containsExactly("H", "W");
    }

    @Test
    void refusesALayoutOfAnotherRank() {
        ColumnHints layout = new ColumnHints(Optional.empty(), Optional.empty(), List.of("C", "H", "W"));
        assertThatThrownBy(() -> layout.addTo(TensorType.of(ElementType.FLOAT16, Shape.of(2, 3)), "a"))
                .hasMessage("Invalid layout of column a: C,H,W (its shape 2x3 has 2 axes)");
    }

    @Test
    void refusesALayoutThatNamesAnAxisTwice() {
        assertThatThrownBy(() -> new ColumnHints(Optional.empty(), Optional.empty(), List.of("H", "H")))
                .hasMessage("Invalid layout: H,H (must name each axis once)");
    }

    private static Object serialized(ColumnHints hints) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(hints);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
