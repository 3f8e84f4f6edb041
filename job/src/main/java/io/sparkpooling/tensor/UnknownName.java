package io.sparkpooling.tensor;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a user is told about a name that nobody knows: the known name that is nearest to it, and all of them. One place, so
 * that every list of names in the product (operations, codecs, options, columns) answers a typing error in the same words.
 */
public final class UnknownName {
    private UnknownName() {}

    /** {@code Unknown codec: ztsd (did you mean zstd? known: zstd, snappy, none)}, to be thrown. */
    public static InvalidArgumentException of(String kind, String name, Collection<String> known) {
        return new InvalidArgumentException("Unknown %s: %s (%sknown: %s)"
                .formatted(kind, name, suggestion(name, known), String.join(", ", known)));
    }

    /** The known names, nearest to {@code name} first; names at the same distance keep their order. */
    public static List<String> nearestFirst(String name, Collection<String> known) {
        return known.stream()
                .sorted(Comparator.comparingInt(candidate -> distance(lower(name), lower(candidate))))
                .toList();
    }

    private static String suggestion(String name, Collection<String> known) {
        return nearestFirst(name, known).stream()
                .findFirst()
                .filter(nearest -> distance(lower(name), lower(nearest)) <= Math.max(1, nearest.length() / 2))
                .map("did you mean %s? "::formatted)
                .orElse("");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The least number of inserted, removed, replaced and swapped neighbouring characters that turns one into the other. */
    private static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int cheapest = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(cheapest, cost[i - 2][j - 2] + 1) : cheapest;
    }
}
