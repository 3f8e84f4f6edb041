package io.sparkpooling.report.html;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Writes elements, well-formed as XML too. What is given as text or as an attribute's value is escaped here and nowhere else. Characters that could steer a terminal or turn the reading direction are shown by their number.
 */
final class Markup {
    private final StringBuilder page = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes as name, value, name, value. */
    Markup open(String tag, String... attributes) {
        start(tag, attributes);
        page.append('>');
        open.push(tag);
        return this;
    }

    /** Closes the element that was opened last. */
    Markup close() {
        page.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Closes the last elements. */
    Markup close(int elements) {
        for (int i = 0; i < elements; i++) {
            close();
        }
        return this;
    }

    /** An element without content. */
    Markup empty(String tag, String... attributes) {
        start(tag, attributes);
        page.append("/>");
        return this;
    }

    /** An element with nothing but a text. */
    Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** A text. */
    Markup text(String text) {
        page.append(escaped(text));
        return this;
    }

    /** A name from a file: its reading direction does not reach what stands beside it. */
    Markup name(String text) {
        return element("bdi", text);
    }

    /** Our own style sheet, in which nothing is escaped because browsers would not undo it. */
    Markup styleSheet(String sheet) {
        if (sheet.contains("<") || sheet.contains("&")) {
            throw new IllegalArgumentException("Invalid style sheet: it holds < or & (must be text for HTML and XML)");
        }
        open("style");
        page.append(sheet);
        return close();
    }

    /** Our own script, or one that we chose, as it is: browsers would not undo an escape in it either. */
    Markup script(String script) {
        if (script.contains("</script") || script.contains("<!--")) {
            throw new IllegalArgumentException("Invalid script: it holds </script or <!-- (would end the element)");
        }
        open("script");
        page.append(script);
        return close();
    }

    /** Data for a script, as JSON without any sign that HTML could take for markup. */
    Markup data(String json) {
        if (json.contains("<") || json.contains("&")) {
            throw new IllegalArgumentException("Invalid data: it holds < or & (must be text for HTML and XML)");
        }
        open("script", "type", "application/json");
        page.append(json);
        return close();
    }

    /** A line break in the source, for whoever reads that. */
    Markup line() {
        page.append('\n');
        return this;
    }

    private void start(String tag, String... attributes) {
        page.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            page.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
    }

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        visible(text).codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(character);
            }
        });
        return escaped.toString();
    }

    /** The text with the number of each character that nobody would see. */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (isUnseen(character)) {
                visible.append("\\u%04x".formatted(character));
            } else {
                visible.appendCodePoint(character);
            }
        });
        return visible.toString();
    }

    private static boolean isUnseen(int character) {
        return Character.isISOControl(character)
                || Character.getType(character) == Character.FORMAT
                || Character.getType(character) == Character.SURROGATE
                || Character.getType(character) == Character.LINE_SEPARATOR
                || Character.getType(character) == Character.PARAGRAPH_SEPARATOR
                || (character & 0xfffe) == 0xfffe;
    }

    /** A share of 100 as CSS and SVG want it, kept between 0 and 100; 0 where there is no such number. */
    static String percent(double share) {
        double kept = Double.isNaN(share) ? 0 : Math.max(0, Math.min(100, share * 100));
        return String.format(Locale.ROOT, "%.2f", kept);
    }

    /** A number without needless digits, as in {@code 4} or {@code 0.95}. */
    static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** The page so far. */
    @Override
    public String toString() {
        return page.toString();
    }
}
