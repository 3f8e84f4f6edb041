package io.sparkpooling.storage.arrow;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Where Arrow's buffers come from. One root for the process, since buffers move between its children alone. */
final class ArrowMemory {
    private static final RootAllocator ROOT = new RootAllocator();

    private ArrowMemory() {}

    /** Memory of one reader or writer: as much as the heap may have, so that a file that lies ends in an error. */
    static BufferAllocator child(String name) {
        return ROOT.newChildAllocator(
                name, 0, Math.max(1L << 28, Runtime.getRuntime().maxMemory()));
    }
}
