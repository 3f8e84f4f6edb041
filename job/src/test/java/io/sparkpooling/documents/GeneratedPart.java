package io.sparkpooling.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a document between {@code <!-- generated -->} and {@code <!-- end -->}. A test run with
 * {@code -Dpooling.documents=write} writes it; every other one holds it equal to what the code says.
 */
public final class GeneratedPart {
    private static final String BEGIN = "<!-- generated -->\n";
    private static final String END = "<!-- end -->\n";

    private GeneratedPart() {}

    /** The root of the repository: tests run in the folder of their module. */
    static Path repository() {
        return Path.of("").toAbsolutePath().getParent();
    }

    /** Fails where the document does not say what {@code generated} says. */
    public static void requireEqual(String document, String generated) throws IOException {
        Path file = repository().resolve(document);
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        String expected = "\n" + generated + "\n";
        if ("write".equals(System.getProperty("pooling.documents"))) {
            Files.writeString(file, text.substring(0, begin) + expected + text.substring(end));
            return;
        }
        assertThat(text.substring(begin, end))
                .as("%s (run this test with -Dpooling.documents=write to write it)", document)
                .isEqualTo(expected);
    }
}
