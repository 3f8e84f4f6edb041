package io.sparkpooling.storage;

import java.io.IOException;
import java.io.OutputStream;

/** Opens a file to write when the first byte for it is there, so that a file that nobody needs never exists. */
@FunctionalInterface
public interface OutputOpener {
    /** A new stream; who opened it closes it. */
    OutputStream open() throws IOException;
}
