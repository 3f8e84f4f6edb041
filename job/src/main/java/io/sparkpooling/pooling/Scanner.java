package io.sparkpooling.pooling;

import io.sparkpooling.tensor.InvalidArgumentException;

/** The text of an expression and a place in it; every error shows the text with a caret under the place. */
final class Scanner {
    private final String text;
    private int position;

    Scanner(String text) {
        this.text = text;
    }

    /** Passes white space and tells where the next thing begins. */
    int next() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position;
    }

    boolean atEnd() {
        return next() == text.length();
    }

    boolean sees(char expected) {
        return next() < text.length() && text.charAt(position) == expected;
    }

    boolean accept(char expected) {
        boolean seen = sees(expected);
        position += seen ? 1 : 0;
        return seen;
    }

    void expect(char expected, String where) {
        if (!accept(expected)) {
            throw error("Cannot parse pooling expression: expected '%c' %s".formatted(expected, where), position);
        }
    }

    boolean seesName() {
        return next() < text.length() && isNameStart(text.charAt(position));
    }

    /** A letter or underscore, then letters, digits and underscores. */
    String name(String what) {
        if (!seesName()) {
            throw error("Cannot parse pooling expression: expected %s".formatted(what), position);
        }
        int begin = position;
        while (position < text.length() && isNamePart(text.charAt(position))) {
            position++;
        }
        return text.substring(begin, position);
    }

    /** The text between two {@code quote} characters, the first of which is next; a doubled one stands for itself. */
    String quoted(char quote) {
        int begin = next();
        StringBuilder content = new StringBuilder();
        for (position = begin + 1; position < text.length(); position++) {
            if (text.charAt(position) != quote) {
                content.append(text.charAt(position));
            } else if (position + 1 < text.length() && text.charAt(position + 1) == quote) {
                content.append(text.charAt(position++));
            } else {
                position++;
                return content.toString();
            }
        }
        throw error("Cannot parse pooling expression: the quote is not closed", begin);
    }

    /** The characters up to the next one that cannot belong to a number or a word. */
    String word() {
        int begin = next();
        while (position < text.length() && isWordPart(text.charAt(position))) {
            position++;
        }
        return text.substring(begin, position);
    }

    InvalidArgumentException error(String message, int at) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return new InvalidArgumentException("%s%n  %s%n  %s^".formatted(message, line, " ".repeat(at)));
    }

    private static boolean isNameStart(char character) {
        return Character.isLetter(character) || character == '_';
    }

    static boolean isNamePart(char character) {
        return Character.isLetterOrDigit(character) || character == '_';
    }

    private static boolean isWordPart(char character) {
        return isNamePart(character) || character == '.' || character == '+' || character == '-';
    }

    /** Whether a column of that name needs no quotes. */
    static boolean isName(String name) {
        return !name.isEmpty()
                && isNameStart(name.charAt(0))
                && name.chars().allMatch(character -> isNamePart((char) character));
    }
}
