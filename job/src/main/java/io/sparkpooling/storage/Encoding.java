package io.sparkpooling.storage;

import io.sparkpooling.tensor.UnknownName;
import java.util.Arrays;
import java.util.Locale;

/**
 * How the values of a tensor lie in a page before compression. {@link #PLAIN}, one after the other, can be read by
 * everything. {@link #BYTE_STREAM_SPLIT} stores first the lowest byte of every value, then the second of every value, and so
 * on: floating point maps become smaller under every codec, but Spark 4.2's vectorized reader
 * refuses such files, and DuckDB 2.0 those of float16.
 */
public enum Encoding {
    PLAIN,
    BYTE_STREAM_SPLIT;

    /** The encoding of that name: {@code plain} or {@code byte-stream-split}. */
    public static Encoding named(String name) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.word().equals(name))
                .findFirst()
                .orElseThrow(() -> UnknownName.of(
                        "encoding",
                        name,
                        Arrays.stream(values()).map(Encoding::word).toList()));
    }

    /** The name that users write and read. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return word();
    }
}
