package io.sparkpooling.documents;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A grammar of a document, as regular expressions: {@code name = rule}, and behind several spaces what a reader is told. */
record Grammar(Map<String, String> rules) {
    private static final Pattern PART = Pattern.compile("\"[^\"]*\"|'[^']*'|\\w+|[|{}\\[\\]()]");
    private static final int DEEPEST = 3;

    /** The grammar's words for what is read character by character. */
    private static final Map<String, String> CHARACTERS = Map.of(
            "name", "[\\p{L}_][\\p{L}\\p{Nd}_]*",
            "text", "[^'\"`]*",
            "integer", "[+-]?[0-9]+",
            "number", "[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

    static Grammar of(DocumentBlock block) {
        Map<String, String> rules = new LinkedHashMap<>();
        for (String line : block.lines()) {
            String[] nameAndRule = line.split("=", 2);
            rules.put(nameAndRule[0].strip(), nameAndRule[1].strip().replaceFirst(" {3,}.*", ""));
        }
        return new Grammar(rules);
    }

    /** What {@code rule} describes, lists within lists as deep as the job reads them. */
    Pattern pattern(String rule) {
        return Pattern.compile(expression(rules.get(rule), 0));
    }

    private String expression(String rule, int depth) {
        StringBuilder expression = new StringBuilder();
        Matcher parts = PART.matcher(rule);
        while (parts.find()) {
            expression.append(part(parts.group(), depth)).append(parts.group().matches("\\w+|[\"'].*") ? "\\s*" : "");
        }
        return expression.toString();
    }

    private String part(String part, int depth) {
        return switch (part) {
            case "{", "[", "(" -> "(?:";
            case "}" -> ")*";
            case "]" -> ")?";
            case ")", "|" -> part;
            case "list" -> depth == DEEPEST ? "(?!)" : within(part, depth + 1);
            default ->
                part.matches("[\"'].*") ? Pattern.quote(part.substring(1, part.length() - 1)) : word(part, depth);
        };
    }

    private String word(String word, int depth) {
        return CHARACTERS.containsKey(word) ? CHARACTERS.get(word) : within(word, depth);
    }

    private String within(String word, int depth) {
        return "(?:" + expression(rules.get(word), depth) + ")";
    }
}
