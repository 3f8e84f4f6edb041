/**
 * Arrow IPC files and streams, read and written. The door to reading is {@link io.sparkpooling.storage.arrow.ArrowFile}. Every
 * length and offset is held against the file's own length before anything is allocated for it; memory is Arrow's, outside of
 * the heap, and little-endian.
 */
package io.sparkpooling.storage.arrow;
