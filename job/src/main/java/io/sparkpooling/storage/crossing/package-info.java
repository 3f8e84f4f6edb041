/**
 * From one file format to the other: Parquet read and Arrow IPC written, and the other way round. Types are mapped before
 * anything runs, and what has no type of its own in the other format is refused by the column's name; values are carried one by
 * one, exactly. The door is {@link io.sparkpooling.storage.crossing.Crossing}.
 */
package io.sparkpooling.storage.crossing;
