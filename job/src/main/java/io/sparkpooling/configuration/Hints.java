package io.sparkpooling.configuration;

import io.sparkpooling.convention.ColumnHints;
import io.sparkpooling.tensor.ElementType;
import io.sparkpooling.tensor.InvalidArgumentException;
import io.sparkpooling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What users say about columns: {@code COL=CHW}, {@code COL=24,56,56}, {@code COL=float16}. The last {@code =} divides, since
 * names of columns can hold one and the values cannot.
 */
public final class Hints {
    private static final Pattern SHAPE = Pattern.compile("[0-9]{1,9}([,x][0-9]{1,9})*");
    private static final Pattern LAYOUT = Pattern.compile("[A-Za-z]+|[A-Za-z_][A-Za-z0-9_]*(,[A-Za-z_][A-Za-z0-9_]*)+");

    private Hints() {}

    /** The hints of every column that is named in one of the three lists. */
    public static Map<String, ColumnHints> of(List<String> layouts, List<String> shapes, List<String> elementTypes) {
        return of(layouts(layouts), shapes(shapes), elementTypes(elementTypes));
    }

    static Map<String, ColumnHints> of(
            Map<String, List<String>> layouts, Map<String, Shape> shapes, Map<String, ElementType> elementTypes) {
        TreeSet<String> columns = new TreeSet<>(layouts.keySet());
        columns.addAll(shapes.keySet());
        columns.addAll(elementTypes.keySet());
        return columns.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        column -> new ColumnHints(
                                Optional.ofNullable(shapes.get(column)),
                                Optional.ofNullable(elementTypes.get(column)),
                                layouts.getOrDefault(column, List.of()))));
    }

    static Map<String, List<String>> layouts(List<String> texts) {
        return byColumn("layout", "COL=CHW or COL=C,H,W", texts, Hints::layout);
    }

    static Map<String, Shape> shapes(List<String> texts) {
        return byColumn("shape", "COL=C,H,W, such as head=24,56,56", texts, Hints::shape);
    }

    static Map<String, ElementType> elementTypes(List<String> texts) {
        return byColumn("dtype", "COL=TYPE, such as head=float16", texts, ElementType::named);
    }

    static List<String> layoutTexts(Map<String, ColumnHints> hints) {
        return texts(hints, hint -> Optional.of(String.join(",", hint.layout())).filter(text -> !text.isEmpty()));
    }

    static List<String> shapeTexts(Map<String, ColumnHints> hints) {
        return texts(hints, hint -> hint.shape().map(Hints::shapeText));
    }

    static List<String> elementTypeTexts(Map<String, ColumnHints> hints) {
        return texts(hints, hint -> hint.elementType().map(ElementType::word));
    }

    private static List<String> layout(String text) {
        if (!LAYOUT.matcher(text).matches()) {
            throw new InvalidArgumentException(
                    "Invalid layout: %s (must name each axis, by letters such as CHW or by names such as C,H,W)"
                            .formatted(text));
        }
        return List.of(text.split(text.contains(",") ? "," : ""));
    }

    private static Shape shape(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw new InvalidArgumentException(
                    "Invalid shape: %s (must be the sizes of the axes, such as 24,56,56)".formatted(text));
        }
        return Shape.of(
                Arrays.stream(text.split("[,x]")).mapToInt(Integer::parseInt).toArray());
    }

    private static String shapeText(Shape shape) {
        return IntStream.of(shape.toArray()).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    private static <T> Map<String, T> byColumn(
            String what, String form, List<String> texts, Function<String, T> parser) {
        Map<String, T> values = new TreeMap<>();
        for (String text : texts) {
            int equals = text.lastIndexOf('=');
            if (equals < 1 || equals == text.length() - 1) {
                throw new InvalidArgumentException("Invalid %s: %s (must be %s)".formatted(what, text, form));
            }
            String column = text.substring(0, equals);
            if (values.put(column, parser.apply(text.substring(equals + 1))) != null) {
                throw new InvalidArgumentException(
                        "Invalid %s: %s (column %s has one already)".formatted(what, text, column));
            }
        }
        return values;
    }

    private static List<String> texts(Map<String, ColumnHints> hints, Function<ColumnHints, Optional<String>> value) {
        return new TreeMap<>(hints)
                .entrySet().stream()
                        .flatMap(entry ->
                                value.apply(entry.getValue()).map(text -> entry.getKey() + "=" + text).stream())
                        .toList();
    }
}
