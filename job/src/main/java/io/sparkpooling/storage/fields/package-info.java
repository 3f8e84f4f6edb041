/**
 * Arrow's fields as they stand in the schemas of Arrow files and in the footers of Parquet files: extension types, what a pooled
 * column's field becomes, and the bounds of a schema that a stranger wrote. The door is {@link
 * io.sparkpooling.storage.fields.ArrowField}.
 */
package io.sparkpooling.storage.fields;
