package io.sparkpooling.report;

import java.util.ArrayList;
import java.util.List;

/** Lines for a terminal that is too narrow for tables: a name and a text, which is broken between words and, if need be, in them. */
public final class NarrowText {
    private static final int NAME = 10;
    private static final int LEAST = 20;

    private final int width;
    private final List<String> lines = new ArrayList<>();

    public NarrowText(int width) {
        this.width = Math.max(LEAST, width);
    }

    /** A line of its own, above what belongs to it. */
    public NarrowText heading(String text) {
        if (!lines.isEmpty()) {
            lines.add("");
        }
        wrap("", text);
        return this;
    }

    /** A name and what is said of it. */
    public NarrowText entry(String name, String text) {
        wrap("  " + name + " ".repeat(Math.max(1, NAME - 2 - name.length())), text);
        return this;
    }

    /** The lines so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    private void wrap(String begin, String text) {
        String indent = begin.isEmpty() ? "" : " ".repeat(NAME);
        StringBuilder line = new StringBuilder(begin);
        boolean fresh = true;
        for (String word : TextTable.printable(text).split(" ")) {
            String rest = word;
            if (!fresh && line.length() + 1 + rest.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                fresh = true;
            }
            line.append(fresh ? "" : " ");
            while (line.length() + rest.length() > width) {
                int part = width - line.length();
                lines.add(line + rest.substring(0, part));
                rest = rest.substring(part);
                line = new StringBuilder(indent);
            }
            line.append(rest);
            fresh = false;
        }
        lines.add(line.toString().stripTrailing());
    }
}
