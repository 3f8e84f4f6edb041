package io.sparkpooling.convention;

/**
 * What users read of a convention, one row of the table in {@code docs/conventions.md}: half sentences in Markdown.
 *
 * @param writtenBy the programs whose files have it
 * @param shapeFrom where the shape is found
 * @param onOutput what is written
 */
public record Description(String writtenBy, String shapeFrom, String onOutput) {}
