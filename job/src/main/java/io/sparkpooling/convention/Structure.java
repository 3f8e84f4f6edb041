package io.sparkpooling.convention;

import io.sparkpooling.tensor.ElementType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** How a column's values are built, as far as tensors are concerned. */
public sealed interface Structure {

    /**
     * Lists of lists ... of numbers.
     *
     * @param elementType the type of the innermost elements
     * @param fixedSizes one entry for each level of lists, outermost first: its size where the schema fixes it
     */
    record Lists(ElementType elementType, List<OptionalInt> fixedSizes) implements Structure {
        public Lists {
            fixedSizes = List.copyOf(fixedSizes);
        }

        /** Lists whose sizes the schema leaves open, {@code depth} levels of them. */
        public static Lists ofDepth(int depth, ElementType elementType) {
            return new Lists(elementType, Collections.nCopies(depth, OptionalInt.empty()));
        }

        /** The number of levels. */
        public int depth() {
            return fixedSizes.size();
        }

        /** As users read it: {@code list<list<float32>>}. */
        @Override
        public String toString() {
            return "list<".repeat(depth()) + elementType + ">".repeat(depth());
        }
    }

    /** One number: what a companion column, such as the length of a sequence, often is. */
    record Number(ElementType elementType) implements Structure {
        @Override
        public String toString() {
            return elementType.word();
        }
    }

    /**
     * Bytes without a meaning of their own.
     *
     * @param length the bytes of every row, where the schema fixes them
     */
    record Bytes(OptionalInt length) implements Structure {
        @Override
        public String toString() {
            return length.isPresent() ? "binary(%d)".formatted(length.getAsInt()) : "binary";
        }
    }

    /** A text. */
    record Text() implements Structure {
        @Override
        public String toString() {
            return "string";
        }
    }

    /** A struct of numbers, lists of numbers, bytes and texts. */
    record Fields(List<Field> fields) implements Structure {
        public Fields {
            fields = List.copyOf(fields);
        }

        /** The field of that name. */
        public Optional<Structure> named(String name) {
            return fields.stream()
                    .filter(field -> field.name().equals(name))
                    .map(Field::structure)
                    .findFirst();
        }

        /** These fields with another structure for one of them. */
        public Fields with(String name, Structure structure) {
            return new Fields(fields.stream()
                    .map(field -> field.name().equals(name) ? new Field(name, structure) : field)
                    .toList());
        }

        @Override
        public String toString() {
            return fields.stream()
                    .map(field -> field.name() + ": " + field.structure())
                    .collect(Collectors.joining(", ", "struct<", ">"));
        }
    }

    /** A field of a struct. */
    record Field(String name, Structure structure) {}

    /** A value that no convention here takes for a tensor, with its type as users read it. */
    record Other(String typeText) implements Structure {
        @Override
        public String toString() {
            return typeText;
        }
    }
}
