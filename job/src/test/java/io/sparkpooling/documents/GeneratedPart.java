package io.sparkpooling.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * The part of a document between {@code <!-- generated -->} and {@code <!-- end -->}; of a document with several, between {@code
 * <!-- generated NAME -->} and {@code <!-- end NAME -->}. A test run with {@code -Dpooling.documents=write} writes it; every
 * other one holds it equal to what the code says.
 */
public final class GeneratedPart {
    private GeneratedPart() {}

    /** The root of the repository: tests run in the folder of their module. */
    static Path repository() {
        return Path.of("").toAbsolutePath().getParent();
    }

    /** Fails where the document does not say what {@code generated} says. */
    public static void requireEqual(String document, String generated) throws IOException {
        requireEqual(document, "", generated, UnaryOperator.identity());
    }

    /** The same of one part, for two texts of which {@code compared} takes away what may differ. */
    public static synchronized void requireEqual(
            String document, String part, String generated, UnaryOperator<String> compared) throws IOException {
        Path file = repository().resolve(document);
        String text = Files.readString(file);
        String name = part.isEmpty() ? "" : part + " ";
        String mark = "<!-- generated " + name + "-->\n";
        int begin = text.indexOf(mark) + mark.length();
        int end = text.indexOf("<!-- end " + name + "-->\n");
        String expected = "\n" + generated + "\n";
        if ("write".equals(System.getProperty("pooling.documents"))) {
            Files.writeString(file, text.substring(0, begin) + expected + text.substring(end));
            return;
        }
        assertThat(compared.apply(text.substring(begin, end)))
                .as("%s (run this test with -Dpooling.documents=write to write it)", document)
                .isEqualTo(compared.apply(expected));
    }
}
