package io.sparkpooling.convention;

import io.sparkpooling.tensor.ElementType;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/** How a column's values are built, as far as tensors are concerned: lists of numbers, one number, or anything else. */
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

    /** A value that no convention here takes for a tensor, with its type as users read it. */
    record Other(String typeText) implements Structure {
        @Override
        public String toString() {
            return typeText;
        }
    }
}
