package io.sparkpooling.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what the user asked for in a file of this machine. */
final class NewFile {
    private NewFile() {}

    /** Writes a file, in place of one that is there, and says so. */
    static void write(Path file, String text, PrintWriter out) throws IOException {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new IOException("Cannot write %s: %s".formatted(file, e), e);
        }
        out.println("Written: " + file);
    }
}
