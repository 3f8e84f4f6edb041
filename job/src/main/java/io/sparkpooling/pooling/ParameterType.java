package io.sparkpooling.pooling;

import io.sparkpooling.pooling.Literal.Flag;
import io.sparkpooling.pooling.Literal.Items;
import io.sparkpooling.pooling.Literal.Nothing;
import io.sparkpooling.pooling.Literal.Real;
import io.sparkpooling.pooling.Literal.Text;
import io.sparkpooling.pooling.Literal.Whole;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/**
 * The kinds of values that parameters take. Each says in words what it accepts; the words stand in error messages and in the
 * table of operations.
 */
public enum ParameterType {
    SIZES("a positive integer, or a list with one for each pooled axis") {
        @Override
        boolean accepts(Literal value, int axes) {
            return oneOrEach(value, axes, ParameterType::isPositive);
        }
    },
    SIZES_OR_NULL("a positive integer, or a list with one for each pooled axis, or null") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Nothing || SIZES.accepts(value, axes);
        }
    },
    PADDING(
            "an integer >= 0, or a list with one integer or pair [begin,end] for each pooled axis, or 'same', 'same_lower',"
                    + " 'valid'") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Text text
                    ? Set.of("same", "same_lower", "valid").contains(text.value())
                    : oneOrEach(value, axes, side -> isSize(side) || isPair(side));
        }
    },
    OUTPUT_SIZE("a positive integer, or a list with one for each pooled axis, null where an axis keeps its size") {
        @Override
        boolean accepts(Literal value, int axes) {
            return oneOrEach(value, axes, size -> size instanceof Nothing || isPositive(size));
        }
    },
    RATIOS_OR_NULL("a number above 0 and below 1, or a list with one for each pooled axis, or null") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Nothing
                    || oneOrEach(value, axes, ratio -> isNumber(ratio, number -> number > 0 && number < 1));
        }
    },
    FLAG("true or false") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Flag;
        }
    },
    NORM("a number, not 0") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Whole whole && whole.value() != 0
                    || value instanceof Real real && real.value() != 0 && Double.isFinite(real.value());
        }
    },
    DIVISOR_OR_NULL("an integer, not 0, or null") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Nothing || value instanceof Whole whole && whole.value() != 0;
        }
    },
    BOUNDARY("'trim', 'pad', 'exact', 'reflect' or 'replicate', or null: as ceil_mode says") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Nothing || isOneOf(value, "trim", "pad", "exact", "reflect", "replicate");
        }
    },
    NAN("'propagate', 'skip' or 'error'") {
        @Override
        boolean accepts(Literal value, int axes) {
            return isOneOf(value, "propagate", "skip", "error");
        }
    },
    INTEGER_RESULT("'truncate', 'round' or 'float', or null for the operation's own rule for integers") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Nothing || isOneOf(value, "truncate", "round", "float");
        }
    },
    ACCUMULATE("'float64', or null for the element type's own arithmetic") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Nothing || isOneOf(value, "float64");
        }
    },
    NUMBER_OR_NULL("a number, or null") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Nothing || value instanceof Whole || value instanceof Real;
        }
    },
    POSITIVE("a number larger than 0") {
        @Override
        boolean accepts(Literal value, int axes) {
            return isNumber(value, number -> number > 0 && Double.isFinite(number));
        }
    },
    FRACTION("a number from 0 to 1") {
        @Override
        boolean accepts(Literal value, int axes) {
            return isNumber(value, number -> number >= 0 && number <= 1);
        }
    },
    INTEGER("an integer") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Whole;
        }
    },
    COUNT("an integer >= 0") {
        @Override
        boolean accepts(Literal value, int axes) {
            return isSize(value);
        }
    },
    FILTER("an integer from 1 to 7") {
        @Override
        boolean accepts(Literal value, int axes) {
            return isPositive(value) && ((Whole) value).value() <= 7;
        }
    },
    EDGE("'reflect', 'replicate' or 'zero'") {
        @Override
        boolean accepts(Literal value, int axes) {
            return isOneOf(value, "reflect", "replicate", "zero");
        }
    },
    POSITIVE_INTEGER("a positive integer") {
        @Override
        boolean accepts(Literal value, int axes) {
            return isPositive(value);
        }
    },
    SEQUENCE_MODES("'cls', 'max', 'mean', 'mean_sqrt_len', 'weightedmean' or 'lasttoken', or a list of them") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Items items
                    ? !items.values().isEmpty() && items.values().stream().allMatch(ParameterType::isSequenceMode)
                    : isSequenceMode(value);
        }
    },
    LEVELS("a list of positive integers") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Items items
                    && !items.values().isEmpty()
                    && items.values().stream().allMatch(ParameterType::isPositive);
        }
    },
    PYRAMID_REDUCTION("'avg', 'max', 'min', 'mode', 'median' or 'sum'") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Text text && PyramidPool.isReduction(text.value());
        }
    },
    MAX_OR_AVG("'max' or 'avg'") {
        @Override
        boolean accepts(Literal value, int axes) {
            return isOneOf(value, "max", "avg");
        }
    },
    SIDE("'right' or 'left'") {
        @Override
        boolean accepts(Literal value, int axes) {
            return isOneOf(value, "right", "left");
        }
    },
    COLUMN("the name of a column, as a string, or null") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Nothing
                    || value instanceof Text text && !text.value().isEmpty();
        }
    },
    STORAGE_ORDER("0 (row-major) or 1 (column-major)") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Whole whole && (whole.value() == 0 || whole.value() == 1);
        }
    },
    MODE("one of " + Mode.words()) {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Text text && Mode.isWord(text.value());
        }
    },
    LAYOUT("a string with one letter for each axis of the tensor, each once, no N and no B: a row holds one tensor") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Nothing || value instanceof Text text && isLayout(text.value());
        }
    },
    AXES("a list of axis numbers or of axis names, each once") {
        @Override
        boolean accepts(Literal value, int axes) {
            return value instanceof Nothing
                    || value instanceof Items items
                            && !items.values().isEmpty()
                            && Set.copyOf(items.values()).size()
                                    == items.values().size()
                            && (items.values().stream().allMatch(axis -> axis instanceof Text)
                                    || items.values().stream().allMatch(ParameterType::isInt));
        }
    };

    private final String words;

    ParameterType(String words) {
        this.words = words;
    }

    /** What a value must be, in words. */
    public String words() {
        return words;
    }

    /** Whether a value is of this type for an operation that pools {@code axes} axes. */
    abstract boolean accepts(Literal value, int axes);

    private static boolean oneOrEach(Literal value, int axes, Predicate<Literal> single) {
        return value instanceof Items items
                ? items.values().size() == axes && items.values().stream().allMatch(single)
                : single.test(value);
    }

    private static boolean isOneOf(Literal value, String... words) {
        return value instanceof Text text && Set.of(words).contains(text.value());
    }

    private static boolean isNumber(Literal value, DoublePredicate rule) {
        return value instanceof Whole whole && rule.test(whole.value())
                || value instanceof Real real && rule.test(real.value());
    }

    private static boolean isSequenceMode(Literal value) {
        return value instanceof Text text && SequencePool.isMode(text.value());
    }

    private static boolean isInt(Literal value) {
        return value instanceof Whole whole && whole.value() == (int) whole.value();
    }

    private static boolean isSize(Literal value) {
        return isInt(value) && ((Whole) value).value() >= 0;
    }

    private static boolean isPositive(Literal value) {
        return isInt(value) && ((Whole) value).value() > 0;
    }

    private static boolean isPair(Literal value) {
        return value instanceof Items pair
                && pair.values().size() == 2
                && pair.values().stream().allMatch(ParameterType::isSize);
    }

    private static boolean isLayout(String letters) {
        return !letters.isEmpty()
                && letters.chars().allMatch(Character::isLetter)
                && letters.chars().distinct().count() == letters.length()
                && letters.chars().noneMatch(letter -> "NBnb".indexOf(letter) >= 0);
    }
}
